package org.bactrian.flow;

import java.util.ArrayList;
import java.util.List;
import org.bactrian.mapping.Mapping;
import org.bactrian.sync.Outcome;
import org.bactrian.sync.Tally;

/**
 * What one mapping would do.
 *
 * @param people whether its Marketo records are people
 * @param tally what would become of what changed in Salesforce
 * @param salesforceCalls the calls to Salesforce it would cost beyond those that the plan made
 * @param marketoCalls the calls it would cost to look people up and to write them
 * @param creation what would become of Marketo's people who are to be in Salesforce
 * @param examples a few writes and links, each an action, a Salesforce id and the values by REST
 *     name
 * @param problems the first changes that would be parked, with the reasons that a run would give;
 *     more of those that are ambiguous
 */
public record Forecast(
    String mapping,
    boolean people,
    Tally tally,
    long salesforceCalls,
    long marketoCalls,
    Matching matching,
    Creation creation,
    List<String> examples,
    List<String> problems) {

  private static final int EXAMPLES = 3;
  private static final int MOST_AMBIGUOUS = 20;
  private static final String AMBIGUOUS = "ambiguous-";

  /**
   * Who of Salesforce's records without a link is in Marketo.
   *
   * @param byId found by an id that one side knows of the other
   * @param byEmail found by the address
   * @param linked those of them that nothing keeps from being linked
   * @param ambiguous of whom there are several
   * @param unasked not looked up, because that would have cost too many calls; taken for new
   * @param uncompared pairs, linked before or not, that were not compared for the same reason;
   *     taken for updated
   * @param calls what looking them up has cost
   */
  public record Matching(
      long byId,
      long byEmail,
      long linked,
      long ambiguous,
      long unasked,
      long uncompared,
      long calls) {

    static final Matching NONE = new Matching(0, 0, 0, 0, 0, 0, 0);

    private Matching plus(Matching more) {
      return new Matching(
          byId + more.byId,
          byEmail + more.byEmail,
          linked + more.linked,
          ambiguous + more.ambiguous,
          unasked + more.unasked,
          uncompared + more.uncompared,
          calls + more.calls);
    }

    /** Whether there is something to tell. */
    public boolean isTold() {
      return byId + byEmail + ambiguous + unasked > 0;
    }
  }

  /**
   * What would become of Marketo's people without a link who are to be in Salesforce.
   *
   * @param created for whom there would be a new record
   * @param linked who are there already
   * @param ambiguous who may be several records
   * @param parked who can't be linked or created, the ambiguous ones among them
   * @param unasked those of the created who were not sought in Salesforce, because that would have
   *     cost too many calls
   * @param unread parts of Marketo that were not read: months of the flag, or the rest of the list
   */
  public record Creation(
      long created, long linked, long ambiguous, long parked, long unasked, long unread) {

    static final Creation NONE = new Creation(0, 0, 0, 0, 0, 0);

    private Creation plus(Creation more) {
      return new Creation(
          created + more.created,
          linked + more.linked,
          ambiguous + more.ambiguous,
          parked + more.parked,
          unasked + more.unasked,
          unread + more.unread);
    }

    /** Whether there is something to tell. */
    public boolean isTold() {
      return created + linked + parked + unread > 0;
    }
  }

  /**
   * All people together, whichever mapping they are of.
   *
   * @param exact whether everybody was looked at; if not, some who are created would be linked, and
   *     some are not counted
   */
  public record People(
      long linked, long createdInMarketo, long createdInSalesforce, long ambiguous, boolean exact) {

    private static People of(Forecast forecast) {
      Matching matching = forecast.matching();
      Creation creation = forecast.creation();
      return new People(
          matching.linked() + creation.linked(),
          forecast.tally().created(),
          creation.created(),
          matching.ambiguous() + creation.ambiguous(),
          matching.unasked() + creation.unasked() + creation.unread() == 0);
    }

    private People plus(People more) {
      return new People(
          linked + more.linked,
          createdInMarketo + more.createdInMarketo,
          createdInSalesforce + more.createdInSalesforce,
          ambiguous + more.ambiguous,
          exact && more.exact);
    }
  }

  /** The people of these forecasts. */
  public static People people(List<Forecast> forecasts) {
    return forecasts.stream()
        .filter(Forecast::people)
        .map(People::of)
        .reduce(new People(0, 0, 0, 0, true), People::plus);
  }

  /** Whether nothing would come of it. */
  public boolean isNothing() {
    return tally.read() == 0 && !creation.isTold();
  }

  /** Whether a reason says that there are several. */
  public static boolean isAmbiguous(Outcome.Parked parked) {
    return parked.code().startsWith(AMBIGUOUS);
  }

  static Forecast of(Mapping mapping) {
    return new Forecast(
        mapping.name(),
        mapping.marketoObject().isPerson(),
        Tally.NONE,
        0,
        0,
        Matching.NONE,
        Creation.NONE,
        new ArrayList<>(),
        new ArrayList<>());
  }

  Forecast plus(Tally more) {
    return with(tally.plus(more), 0, 0, matching, creation);
  }

  Forecast plus(Matching more) {
    return with(tally, 0, 0, matching.plus(more), creation);
  }

  Forecast plus(Creation more) {
    return with(tally, 0, 0, matching, creation.plus(more));
  }

  Forecast costing(long salesforce, long marketo) {
    return with(tally, salesforce, marketo, matching, creation);
  }

  private Forecast with(
      Tally counted, long salesforce, long marketo, Matching matched, Creation arriving) {
    return new Forecast(
        mapping,
        people,
        counted,
        salesforceCalls + salesforce,
        marketoCalls + marketo,
        matched,
        arriving,
        examples,
        problems);
  }

  void example(String example) {
    if (examples.size() < EXAMPLES) examples.add(example);
  }

  /** Names what would be parked, as a person knows it. */
  void parked(String subject, Outcome.Parked why) {
    if (problems.size() >= (isAmbiguous(why) ? MOST_AMBIGUOUS : EXAMPLES)) return;
    problems.add(subject + ": " + why.message());
  }
}
