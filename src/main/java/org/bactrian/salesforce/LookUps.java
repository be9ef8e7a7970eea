package org.bactrian.salesforce;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatchResponse;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatchResult;

/** The verbs of looking records up: an answer may have more pages than the one that came first. */
public final class LookUps {

  private static final String NEXT = "nextRecordsUrl";
  private static final String RECORDS = "records";

  /** What an answer has left. */
  public static final class Pages {

    private final Object answer;
    private final Deque<Map<String, Object>> unfinished = new ArrayDeque<>();

    @SuppressWarnings("unchecked")
    private Pages(Object answer) {
      this.answer = answer;
      if (answer instanceof Map<?, ?> page) look((Map<String, Object>) page);
      if (!(answer instanceof SObjectBatchResponse response)) return;
      for (SObjectBatchResult part : response.getResults()) {
        if (part.getResult() instanceof Map<?, ?> page) look((Map<String, Object>) page);
      }
    }

    private void look(Map<String, Object> page) {
      if (page.get(NEXT) instanceof String) unfinished.add(page);
    }

    /** Whether there is another page. */
    public boolean isLeft() {
      return !unfinished.isEmpty();
    }
  }

  /** Begins with an answer: one page, or the first pages of several questions. */
  public Pages begin(@Body Object answer) {
    return new Pages(answer);
  }

  /** What to ask for the next page. */
  public String next(@ExchangeProperty("pages") Pages pages) {
    return (String) pages.unfinished.element().get(NEXT);
  }

  /** Takes it, as a part of the first page of its question. */
  public void page(@ExchangeProperty("pages") Pages pages, @Body Map<String, Object> page) {
    Map<String, Object> first = pages.unfinished.remove();
    List<Object> records = new ArrayList<>((List<?>) first.get(RECORDS));
    records.addAll((List<?>) page.get(RECORDS));
    first.put(RECORDS, records);
    first.put(NEXT, page.get(NEXT));
    pages.look(first);
  }

  /** The answer, whole. */
  public Object answer(@ExchangeProperty("pages") Pages pages) {
    return pages.answer;
  }
}
