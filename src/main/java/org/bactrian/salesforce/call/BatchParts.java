package org.bactrian.salesforce.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.component.salesforce.api.dto.RestError;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatchResponse;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatchResult;

/** The parts of a batch's answer, each of which Salesforce may refuse though it took the batch. */
public final class BatchParts {

  private BatchParts() {}

  /**
   * A part that was refused for a reason that passes.
   *
   * @param status of the part
   */
  record Passing(int status, List<RestError> errors) {

    String words() {
      if (errors.isEmpty()) return String.valueOf(status);
      return status + " " + errors.get(0).getErrorCode() + ": " + errors.get(0).getMessage();
    }
  }

  /** The first part that is worth asking for again; empty if all are as good as they will be. */
  static Optional<Passing> passing(Object answer) {
    if (!(answer instanceof SObjectBatchResponse response)) return Optional.empty();
    for (SObjectBatchResult part : response.getResults()) {
      Passing refused = new Passing(part.getStatusCode(), errors(part.getResult()));
      if (refused.status() >= 500 || CallFailed.passes(refused.errors())) {
        return Optional.of(refused);
      }
    }
    return Optional.empty();
  }

  /** Salesforce's errors in the answer to a part; empty where it has none. */
  public static List<RestError> errors(Object result) {
    List<RestError> errors = new ArrayList<>();
    if (result instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> error && error.get("errorCode") instanceof String code) {
          errors.add(new RestError(code, String.valueOf(error.get("message"))));
        }
      }
    }
    return errors;
  }
}
