package org.bactrian.journeys;

import java.util.Collections;
import java.util.function.Function;
import org.bactrian.histories.comparison.Rules;
import org.bactrian.histories.users.Deed;
import org.bactrian.journeys.Cast.Part;

/**
 * What a user does to a cast.
 *
 * @param words it in words
 */
record Move(String words, Function<Cast, Deed> deed) {

  /** An edit in Salesforce. */
  static Move salesforceSets(Part who, String field, Object value) {
    return new Move(
        "Salesforce sets %s's %s to %s".formatted(who.words, field, value),
        cast ->
            new Deed.EditInSalesforce(cast.record(who), Collections.singletonMap(field, value)));
  }

  /** An edit in Marketo, of the field that is this one in Salesforce. */
  static Move marketoSets(Part who, String field, Object value) {
    String object = who == Part.LEAD || who == Part.TWIN ? "Lead" : "Contact";
    String marketo = Rules.ofSalesforce(object, field).marketo();
    return new Move(
        "Marketo sets %s's %s to %s".formatted(who.words, marketo, value),
        cast ->
            new Deed.EditInMarketo(
                cast.person(who), Collections.singletonMap(marketo, value), false));
  }

  static Move salesforceMerges(Part loser, Part master) {
    return new Move(
        "Salesforce merges %s into %s".formatted(loser.words, master.words),
        cast -> new Deed.MergeInSalesforce(cast.record(master), cast.record(loser)));
  }

  static Move marketoMerges(Part loser, Part winner) {
    return new Move(
        "Marketo merges %s into %s".formatted(loser.words, winner.words),
        cast -> new Deed.MergeInMarketo(cast.person(winner), cast.person(loser)));
  }

  /** Into a new contact of an account that there is. */
  static Move converts() {
    return new Move(
        "Salesforce converts lead",
        cast -> new Deed.Convert(cast.record(Part.LEAD), null, cast.account()));
  }

  static Move convertsIntoContact() {
    return new Move(
        "Salesforce converts lead into contact",
        cast ->
            new Deed.Convert(cast.record(Part.LEAD), cast.record(Part.CONTACT), cast.account()));
  }

  static Move salesforceDeletes(Part who) {
    return new Move(
        "Salesforce deletes " + who.words, cast -> new Deed.DeleteInSalesforce(cast.record(who)));
  }

  static Move salesforceUndeletes(Part who) {
    return new Move(
        "Salesforce undeletes " + who.words,
        cast -> new Deed.UndeleteInSalesforce(cast.record(who)));
  }

  static Move marketoDeletes(Part who) {
    return new Move(
        "Marketo deletes " + who.words, cast -> new Deed.DeleteInMarketo(cast.person(who)));
  }
}
