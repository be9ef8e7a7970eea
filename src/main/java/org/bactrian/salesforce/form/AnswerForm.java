package org.bactrian.salesforce.form;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.component.salesforce.SalesforceEndpointConfig;
import org.apache.camel.component.salesforce.api.dto.CreateSObjectResult;
import org.apache.camel.component.salesforce.api.dto.DeleteSObjectResult;
import org.apache.camel.component.salesforce.api.dto.RestError;
import org.apache.camel.component.salesforce.api.dto.SaveSObjectResult;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatch;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatchResponse;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatchResult;
import org.apache.camel.component.salesforce.internal.OperationName;
import org.apache.camel.component.salesforce.internal.PayloadFormat;
import org.bactrian.mapping.SalesforceId;

/** The form that the answer to a call must have, so that what follows can rely on it. */
public final class AnswerForm {

  private static final JsonFactory JSON = new JsonFactory();

  private static final String RECORDS = "whole records";

  private AnswerForm() {}

  /**
   * That an answer is something else than what was expected.
   *
   * @param found what it is, in a phrase; null if its bytes tell
   */
  public record Misfit(String found, String expected) {}

  /** What is wrong with the form of an answer, if anything is. */
  public static Optional<Misfit> misfit(
      OperationName operation,
      SalesforceEndpointConfig config,
      Object asked,
      Object answer,
      byte[] content) {
    return switch (operation) {
      case COMPOSITE_BATCH -> batch(asked, answer);
      case COMPOSITE_CREATE_SOBJECT_COLLECTIONS,
          COMPOSITE_UPDATE_SOBJECT_COLLECTIONS,
          COMPOSITE_UPSERT_SOBJECT_COLLECTIONS,
          COMPOSITE_DELETE_SOBJECT_COLLECTIONS -> {
        int size = asked instanceof List<?> list ? list.size() : -1;
        yield isResults(answer, size)
            ? Optional.empty()
            : expected(size < 0 ? "a result for each record" : size + " results");
      }
      case QUERY, QUERY_ALL -> page(content, PageForm.of(String.valueOf(asked)));
      case QUERY_MORE -> page(content, PageForm.ANY);
      case GET_DESCRIPTION -> object(content, "fields", "an object's fields");
      case LIMITS -> object(content, null, "the org's limits");
      case RAW ->
          config.getFormat() == PayloadFormat.JSON
              ? object(content, null, "an object")
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Misfit> expected(String what) {
    return Optional.of(new Misfit(null, what));
  }

  private static Optional<Misfit> page(byte[] content, PageForm form) {
    try (JsonParser json = JSON.createParser(content)) {
      return form.misfit(json).map(found -> new Misfit(found, RECORDS));
    } catch (IOException e) {
      return expected(RECORDS);
    }
  }

  private static Optional<Misfit> batch(Object asked, Object answer) {
    List<?> requests = asked instanceof SObjectBatch batch ? batch.getBatchRequests() : List.of();
    boolean isBatch =
        answer instanceof SObjectBatchResponse response
            && response.getResults() != null
            && response.getResults().size() == requests.size();
    if (!isBatch) return expected(requests.size() + " results");
    List<SObjectBatchResult> results = ((SObjectBatchResponse) answer).getResults();
    for (int i = 0; i < results.size(); i++) {
      SObjectBatchResult result = results.get(i);
      if (result == null || result.getStatusCode() == 0) {
        return expected(requests.size() + " results");
      }
      String request = requests.get(i).toString();
      if (result.getStatusCode() != 200 || !PageForm.isQuery(request)) continue;
      Object page = result.getResult();
      Optional<String> found =
          PageForm.ofRequest(request).misfit(page instanceof Map<?, ?> map ? map : Map.of());
      if (found.isPresent()) return Optional.of(new Misfit(found.get(), RECORDS));
    }
    return Optional.empty();
  }

  private static boolean isResults(Object answer, int size) {
    return answer instanceof List<?> results
        && (size < 0 || results.size() == size)
        && results.stream().allMatch(AnswerForm::isRecordResult);
  }

  private static boolean isRecordResult(Object result) {
    if (result instanceof SaveSObjectResult saved) {
      return isTold(saved.getSuccess(), saved.getId(), saved.getErrors());
    }
    if (result instanceof CreateSObjectResult created) {
      return isTold(created.getSuccess(), created.getId(), created.getErrors());
    }
    if (result instanceof DeleteSObjectResult deleted) {
      return isTold(deleted.getSuccess(), deleted.getId(), deleted.getErrors());
    }
    return result != null;
  }

  /** What was done names its record; what was not says why. */
  private static boolean isTold(Boolean done, String id, List<RestError> errors) {
    if (done == null) return false;
    if (done) return SalesforceId.isOne(id);
    return errors != null
        && !errors.isEmpty()
        && errors.stream().allMatch(error -> error != null && error.getErrorCode() != null);
  }

  /** Reads no more than the tokens: whoever wants the values reads them again. */
  private static Optional<Misfit> object(byte[] content, String list, String expected) {
    boolean found = list == null;
    try (JsonParser json = JSON.createParser(content)) {
      if (json.nextToken() != JsonToken.START_OBJECT) return expected(expected);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = json.currentName().equals(list);
        JsonToken value = json.nextToken();
        if (!wanted) {
          json.skipChildren();
          continue;
        }
        found = value == JsonToken.START_ARRAY;
        while (found && json.nextToken() != JsonToken.END_ARRAY) {
          if (json.currentToken() != JsonToken.START_OBJECT) return expected(expected);
          json.skipChildren();
        }
        if (!found) return expected(expected);
      }
      return found && json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null
          ? Optional.empty()
          : expected(expected);
    } catch (IOException e) {
      return expected(expected);
    }
  }
}
