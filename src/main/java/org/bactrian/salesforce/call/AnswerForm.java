package org.bactrian.salesforce.call;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.component.salesforce.SalesforceEndpointConfig;
import org.apache.camel.component.salesforce.api.dto.CreateSObjectResult;
import org.apache.camel.component.salesforce.api.dto.DeleteSObjectResult;
import org.apache.camel.component.salesforce.api.dto.SaveSObjectResult;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatch;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatchResponse;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatchResult;
import org.apache.camel.component.salesforce.internal.OperationName;
import org.apache.camel.component.salesforce.internal.PayloadFormat;

/** The form that the answer to a call must have, so that what follows can rely on it. */
final class AnswerForm {

  private static final JsonFactory JSON = new JsonFactory();

  private AnswerForm() {}

  /** What was expected, where the answer is something else. */
  static Optional<String> missed(
      OperationName operation,
      SalesforceEndpointConfig config,
      Object asked,
      Object answer,
      byte[] content) {
    return switch (operation) {
      case COMPOSITE_BATCH -> {
        int size = asked instanceof SObjectBatch batch ? batch.getBatchRequests().size() : -1;
        yield isBatch(answer, size) ? Optional.empty() : Optional.of(size + " results");
      }
      case COMPOSITE_CREATE_SOBJECT_COLLECTIONS,
          COMPOSITE_UPDATE_SOBJECT_COLLECTIONS,
          COMPOSITE_UPSERT_SOBJECT_COLLECTIONS,
          COMPOSITE_DELETE_SOBJECT_COLLECTIONS -> {
        int size = asked instanceof List<?> list ? list.size() : -1;
        yield isResults(answer, size)
            ? Optional.empty()
            : Optional.of(size < 0 ? "a result for each record" : size + " results");
      }
      case QUERY, QUERY_ALL, QUERY_MORE -> object(content, "records", "a page of records");
      case GET_DESCRIPTION -> object(content, "fields", "an object's fields");
      case LIMITS -> object(content, null, "the org's limits");
      case RAW ->
          config.getFormat() == PayloadFormat.JSON
              ? object(content, null, "an object")
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static boolean isBatch(Object answer, int size) {
    return answer instanceof SObjectBatchResponse response
        && response.getResults() != null
        && response.getResults().size() == size
        && response.getResults().stream().allMatch(AnswerForm::isResult);
  }

  private static boolean isResult(SObjectBatchResult result) {
    if (result == null || result.getStatusCode() == 0) return false;
    return result.getStatusCode() != 200
        || result.getResult() instanceof Map<?, ?> page
            && page.get("totalSize") instanceof Number
            && page.get("records") instanceof List<?> records
            && records.stream().allMatch(record -> record instanceof Map);
  }

  private static boolean isResults(Object answer, int size) {
    return answer instanceof List<?> results
        && (size < 0 || results.size() == size)
        && results.stream().allMatch(AnswerForm::isRecordResult);
  }

  private static boolean isRecordResult(Object result) {
    if (result instanceof SaveSObjectResult saved) return saved.getSuccess() != null;
    if (result instanceof CreateSObjectResult created) return created.getSuccess() != null;
    if (result instanceof DeleteSObjectResult deleted) return Objects.nonNull(deleted.getSuccess());
    return result != null;
  }

  /** Reads no more than the tokens: whoever wants the values reads them again. */
  private static Optional<String> object(byte[] content, String list, String expected) {
    boolean found = list == null;
    try (JsonParser json = JSON.createParser(content)) {
      if (json.nextToken() != JsonToken.START_OBJECT) return Optional.of(expected);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = json.currentName().equals(list);
        JsonToken value = json.nextToken();
        if (!wanted) {
          json.skipChildren();
          continue;
        }
        found = value == JsonToken.START_ARRAY;
        while (found && json.nextToken() != JsonToken.END_ARRAY) {
          if (json.currentToken() != JsonToken.START_OBJECT) return Optional.of(expected);
          json.skipChildren();
        }
        if (!found) return Optional.of(expected);
      }
      return found && json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null
          ? Optional.empty()
          : Optional.of(expected);
    } catch (IOException e) {
      return Optional.of(expected);
    }
  }
}
