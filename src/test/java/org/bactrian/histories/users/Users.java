package org.bactrian.histories.users;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The users of both systems at work. */
public record Users(SalesforceUsers salesforce, MarketoUsers marketo) {

  /** Does these, each kind in as few calls as the APIs allow, and answers in the same order. */
  public List<Answer> perform(List<Deed> deeds) {
    Answer[] answers = new Answer[deeds.size()];
    all(deeds, answers, Deed.CreateInSalesforce.class, salesforce::create);
    all(deeds, answers, Deed.EditInSalesforce.class, salesforce::edit);
    all(deeds, answers, Deed.Convert.class, salesforce::convert);
    all(deeds, answers, Deed.MergeInSalesforce.class, salesforce::merge);
    all(deeds, answers, Deed.DeleteInSalesforce.class, salesforce::delete);
    all(deeds, answers, Deed.UndeleteInSalesforce.class, salesforce::undelete);
    all(deeds, answers, Deed.CreateInMarketo.class, marketo::create);
    all(deeds, answers, Deed.EditInMarketo.class, marketo::edit);
    all(deeds, answers, Deed.MergeInMarketo.class, marketo::merge);
    all(deeds, answers, Deed.DeleteInMarketo.class, marketo::delete);
    return Arrays.asList(answers);
  }

  private static <D extends Deed> void all(
      List<Deed> deeds, Answer[] answers, Class<D> kind, Function<List<D>, List<Answer>> send) {
    List<D> some = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int place = 0; place < deeds.size(); place++) {
      if (!kind.isInstance(deeds.get(place))) continue;
      some.add(kind.cast(deeds.get(place)));
      places.add(place);
    }
    if (some.isEmpty()) return;
    List<Answer> given = send.apply(some);
    for (int i = 0; i < given.size(); i++) answers[places.get(i)] = given.get(i);
  }
}
