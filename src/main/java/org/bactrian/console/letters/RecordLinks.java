package org.bactrian.console.letters;

import java.util.Optional;
import java.util.function.Supplier;
import org.bactrian.mapping.MarketoObject;

/** Where a browser sees a record in either system; nowhere, as far as that is not known. */
public final class RecordLinks {

  private final Supplier<Optional<String>> salesforce;
  private final String marketo;

  /**
   * @param salesforce the org's URL, once it is known
   * @param marketo where people log in to Marketo; may be empty
   */
  public RecordLinks(Supplier<Optional<String>> salesforce, String marketo) {
    this.salesforce = salesforce;
    this.marketo = marketo;
  }

  Optional<String> salesforce(String id) {
    return salesforce.get().map(url -> url + "/" + id);
  }

  /** Only people have a page of their own in Marketo. */
  Optional<String> marketo(String object, String id) {
    return object.equals(MarketoObject.PERSON) && id != null && !marketo.isEmpty()
        ? Optional.of(marketo.replaceFirst("/+$", "") + "/leadDatabase/loadLeadDetail?leadId=" + id)
        : Optional.empty();
  }
}
