package org.bactrian.sync.merge;

/** What becomes of a field. */
public sealed interface Decision {

  /** Both sides have it as it should be. */
  record Agreed(Object value) implements Decision {}

  /**
   * One side's value goes to the other.
   *
   * @param from the side whose value it is
   * @param why which rule decided
   */
  record Carried(Side from, Object value, Why why) implements Decision {}

  /** Each side keeps what it has; they are known to differ. */
  record Left(Why why) implements Decision {}

  /** A person must decide. */
  record Undecided(Object salesforce, Object marketo) implements Decision {}

  /** Why a field became what it is. */
  enum Why {
    ONLY_ONE_CHANGED("only this side changed it, as both were read"),
    NEWEST("both changed it, and this side did so later"),
    SIDE_WINS("both changed it, and this side wins"),
    TRUE_WINS("yes wins over no"),
    FILLED("the other side was blank"),
    OWNER("this side owns the field"),
    BLANK_IGNORED("a blank changes nothing"),
    BOTH_KEEP("both have a value, and each keeps its own"),
    GIVEN_BACK(
        "our write had gone over an edit of this side, which was given back; each keeps its own"),
    CUT_OFF("it was carried before a crash, and the rule was not noted");

    private final String words;

    Why(String words) {
      this.words = words;
    }

    /** In words, of the side whose value it is. */
    public String words() {
      return words;
    }
  }
}
