package org.bactrian.salesforce.call;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.camel.component.salesforce.api.dto.CreateSObjectResult;
import org.apache.camel.component.salesforce.api.dto.DeleteSObjectResult;
import org.apache.camel.component.salesforce.api.dto.RestError;
import org.apache.camel.component.salesforce.api.dto.SaveSObjectResult;
import org.apache.camel.component.salesforce.api.dto.UpsertSObjectResult;
import org.apache.camel.component.salesforce.internal.OperationName;
import org.bactrian.calls.WriteSizes;
import org.bactrian.salesforce.form.UpsertedRecord;

/**
 * A write of records that Salesforce may refuse as a whole: for the sake of one, whose refusal is a
 * result among the others' in the end, or because they are too many for the org's Apex. Then it is
 * halved; what is refused has written nothing. Of {@code n} records with {@code k} bad ones it
 * takes at most {@code 2k log n} calls more. A size that is taken where twice as many were too many
 * is remembered.
 */
final class CollectionWrite {

  /** So many refused by themselves and none written: it is not the records that ail. */
  private static final int HOPELESS = 8;

  private static final int BAD_REQUEST = 400;
  private static final int TOO_LARGE = 413;
  private static final int KEY_PREFIX = 3;

  /** What is said of all records alike, however few are sent. */
  private static final Set<String> OF_ALL =
      Set.of("INVALID_FIELD", "INVALID_TYPE", "NOT_FOUND", "API_DISABLED_FOR_ORG");

  private final OperationName operation;
  private final List<?> records;
  private final WriteSizes sizes;
  private final Call call;
  private final Object[] results;
  private boolean anyTaken;
  private int refused;

  /** One call with some of the records. */
  interface Call {
    List<?> of(List<?> records) throws Exception;
  }

  CollectionWrite(OperationName operation, List<?> records, WriteSizes sizes, Call call) {
    this.operation = operation;
    this.records = records;
    this.sizes = sizes;
    this.call = call;
    this.results = new Object[records.size()];
  }

  /**
   * Writes; the results are one for each record and in their order, those of an upsert with their
   * record.
   *
   * @throws CallFailed if Salesforce refuses them for another reason than a record's
   */
  List<Object> results() throws Exception {
    sendAll(IntStream.range(0, records.size()).boxed().toList());
    for (int i = 0; i < results.length; i++) {
      if (results[i] instanceof UpsertSObjectResult upserted) {
        results[i] = new UpsertedRecord(records.get(i), upserted);
      }
    }
    return Arrays.asList(results);
  }

  /** Whether all were taken in calls of the size at hand. */
  private boolean sendAll(List<Integer> rows) throws Exception {
    boolean taken = true;
    int to;
    for (int from = 0; from < rows.size(); from = to) {
      to = Math.min(rows.size(), from + sizes.of(object()));
      taken &= send(rows.subList(from, to));
    }
    return taken;
  }

  private boolean send(List<Integer> rows) throws Exception {
    try {
      List<?> answers = call.of(rows.stream().<Object>map(records::get).toList());
      List<Integer> tooMany = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        results[rows.get(i)] = answers.get(i);
        if (CallFailed.isOfSize(errors(answers.get(i)))) tooMany.add(rows.get(i));
      }
      anyTaken |= tooMany.size() < rows.size();
      if (tooMany.isEmpty()) return true;
      if (rows.size() == 1) refused++;
      if (rows.size() == 1 || isHopeless()) return false;
      boolean most = tooMany.size() > rows.size() / 2;
      halve(tooMany, most ? words(errors(results[tooMany.get(0)])) : "");
    } catch (CallFailed failed) {
      boolean ofSize = isOfSize(failed);
      if (!ofSize && !isOfARecord(failed)) throw failed;
      if (rows.size() > 1) {
        halve(rows, ofSize ? failed.getStatusCode() + " " + words(failed.getErrors()) : "");
        return false;
      }
      refused++;
      if (isHopeless() || CallFailed.passes(failed.getErrors())) throw failed;
      results[rows.get(0)] = refused(failed.getErrors());
    }
    return false;
  }

  private boolean isHopeless() {
    return refused >= HOPELESS && !anyTaken;
  }

  /**
   * Sends them in two calls.
   *
   * @param why they are too many; empty if that is not said
   */
  private void halve(List<Integer> rows, String why) throws Exception {
    int half = (rows.size() + 1) / 2;
    boolean taken = sendAll(rows.subList(0, half));
    taken &= sendAll(rows.subList(half, rows.size()));
    if (taken && !why.isEmpty() && half < sizes.of(object())) sizes.took(object(), half, why);
  }

  /** The object of the records, or what the ids of those to delete begin with. */
  private String object() {
    if (records.get(0) instanceof Map<?, ?> record
        && record.get("attributes") instanceof Map<?, ?> attributes) {
      return String.valueOf(attributes.get("type"));
    }
    String id = String.valueOf(records.get(0));
    return id.substring(0, Math.min(KEY_PREFIX, id.length()));
  }

  private static boolean isOfSize(CallFailed failed) {
    return failed.kind() == CallFailed.Kind.REFUSED
        && (failed.getStatusCode() == TOO_LARGE || CallFailed.isOfSize(failed.getErrors()));
  }

  private static boolean isOfARecord(CallFailed failed) {
    return failed.kind() == CallFailed.Kind.REFUSED
        && failed.getStatusCode() == BAD_REQUEST
        && !failed.getErrors().isEmpty()
        && !CallFailed.passes(failed.getErrors())
        && failed.getErrors().stream().noneMatch(error -> OF_ALL.contains(error.getErrorCode()));
  }

  private static List<RestError> errors(Object result) {
    List<RestError> errors = null;
    if (result instanceof SaveSObjectResult saved) errors = saved.getErrors();
    if (result instanceof CreateSObjectResult created) errors = created.getErrors();
    if (result instanceof DeleteSObjectResult deleted) errors = deleted.getErrors();
    return errors == null ? List.of() : errors;
  }

  private static String words(List<RestError> errors) {
    return errors.isEmpty() ? "" : errors.get(0).getMessage();
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
