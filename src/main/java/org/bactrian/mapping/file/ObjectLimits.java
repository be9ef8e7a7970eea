package org.bactrian.mapping.file;

import java.util.List;
import java.util.Map;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.MarketoObject;
import org.bactrian.mapping.OnDeletion;

/** Refuses what a mapping says that can't be done for its Marketo object, or would harm another. */
final class ObjectLimits {

  private static final int PAIRS_OF_PEOPLE = 2;

  private final MarketoObject object;
  private final Map<String, YamlNode> parts;

  /**
   * @param parts what the mapping says, by key
   */
  ObjectLimits(MarketoObject object, Map<String, YamlNode> parts) {
    this.object = object;
    this.parts = parts;
  }

  void check(List<Mapping.MatchPair> match) {
    int most = object.isPerson() ? PAIRS_OF_PEOPLE : 1;
    if (match.size() > most) {
      parts
          .get("match")
          .error(
              object.isPerson()
                  ? "people are matched by the id and one other pair; leave the others out"
                  : "Marketo finds records of %s by its key alone; leave the other pairs out"
                      .formatted(object.word()));
    }
    if (object.isPerson()) return;
    oneWay("both-ways");
    oneWay("to-salesforce");
    YamlNode deletion = parts.get("deleted-in-salesforce");
    if (deletion != null && deletion.text().equals(YamlNode.word(OnDeletion.DELETE))) {
      deletion.error(
          "only people are deleted with their records, and this mapping is to %s; leave it out"
              .formatted(object.word()));
    }
  }

  private void oneWay(String section) {
    YamlNode rules = parts.get(section);
    if (rules == null) return;
    rules.error(
        "Marketo tells what changed of people only, and this mapping is to %s; use 'to-marketo:'"
            .formatted(object.word()));
  }
}
