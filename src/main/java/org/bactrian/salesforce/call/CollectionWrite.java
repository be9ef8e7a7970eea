package org.bactrian.salesforce.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.component.salesforce.api.dto.CreateSObjectResult;
import org.apache.camel.component.salesforce.api.dto.DeleteSObjectResult;
import org.apache.camel.component.salesforce.api.dto.RestError;
import org.apache.camel.component.salesforce.api.dto.SaveSObjectResult;
import org.apache.camel.component.salesforce.api.dto.UpsertSObjectResult;
import org.apache.camel.component.salesforce.internal.OperationName;

/**
 * A write of records that Salesforce may refuse as a whole for the sake of one: then it is halved
 * until that one is alone, whose refusal is a result among the others'. A refused whole has written
 * nothing. Of {@code n} records with {@code k} bad ones it takes at most {@code 2k log n} calls
 * more.
 */
final class CollectionWrite {

  /** So many refused by themselves and none written: it is not the records that ail. */
  private static final int HOPELESS = 8;

  private static final int BAD_REQUEST = 400;
  private static final int TOO_LARGE = 413;

  /** What is said of all records alike, however few are sent. */
  private static final Set<String> OF_ALL =
      Set.of("INVALID_FIELD", "INVALID_TYPE", "NOT_FOUND", "API_DISABLED_FOR_ORG");

  private final OperationName operation;
  private final Call call;
  private boolean anyTaken;
  private int refused;

  /** One call with some of the records. */
  interface Call {
    List<?> of(List<?> records) throws Exception;
  }

  CollectionWrite(OperationName operation, Call call) {
    this.operation = operation;
    this.call = call;
  }

  /**
   * The results, one for each record and in their order.
   *
   * @throws CallFailed if Salesforce refuses them for another reason than a record's
   */
  List<Object> of(List<?> records) throws Exception {
    List<Object> results = new ArrayList<>(records.size());
    send(records, results);
    return results;
  }

  private void send(List<?> records, List<Object> results) throws Exception {
    try {
      results.addAll(call.of(records));
      anyTaken = true;
    } catch (CallFailed failed) {
      if (!isOfARecord(failed)) throw failed;
      if (records.size() > 1) {
        int middle = records.size() / 2;
        send(records.subList(0, middle), results);
        send(records.subList(middle, records.size()), results);
        return;
      }
      if (++refused == HOPELESS && !anyTaken) throw failed;
      results.add(refused(failed.getErrors()));
    }
  }

  private static boolean isOfARecord(CallFailed failed) {
    if (failed.kind() != CallFailed.Kind.REFUSED) return false;
    if (failed.getStatusCode() == TOO_LARGE) return true;
    return failed.getStatusCode() == BAD_REQUEST
        && !failed.getErrors().isEmpty()
        && !CallFailed.passes(failed.getErrors())
        && failed.getErrors().stream().noneMatch(error -> OF_ALL.contains(error.getErrorCode()));
  }

  private Object refused(List<RestError> errors) {
    return switch (operation) {
      case COMPOSITE_CREATE_SOBJECT_COLLECTIONS -> {
        CreateSObjectResult result = new CreateSObjectResult();
        result.setSuccess(false);
        result.setErrors(errors);
        yield result;
      }
      case COMPOSITE_DELETE_SOBJECT_COLLECTIONS -> {
        DeleteSObjectResult result = new DeleteSObjectResult();
        result.setSuccess(false);
        result.setErrors(errors);
        yield result;
      }
      case COMPOSITE_UPSERT_SOBJECT_COLLECTIONS -> saved(new UpsertSObjectResult(), errors);
      default -> saved(new SaveSObjectResult(), errors);
    };
  }

  private static SaveSObjectResult saved(SaveSObjectResult result, List<RestError> errors) {
    result.setSuccess(false);
    result.setErrors(errors);
    return result;
  }
}
