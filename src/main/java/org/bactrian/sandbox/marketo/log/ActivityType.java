package org.bactrian.sandbox.marketo.log;

import java.util.List;
import java.util.stream.Stream;

/**
 * The kinds of activity there are here, a few of Marketo's hundred and more, with their usual ids.
 *
 * <p>How long each is kept is Marketo's data retention policy: two weeks, 90 days, 25 months, or
 * for ever.
 */
public enum ActivityType {
  NEW_LEAD(
      12,
      "New Lead",
      "Lead ID",
      0,
      List.of("Created Date", "Source Type", "Api Method Name", "Modifying User")),
  DATA_VALUE(
      13,
      "Change Data Value",
      "Attribute Name",
      90,
      List.of("New Value", "Old Value", "Reason", "Source", "Api Method Name", "Modifying User")),
  SCORE(
      22,
      "Change Score",
      "Attribute Name",
      90,
      List.of("Change Value", "New Value", "Old Value", "Reason")),
  OWNER(23, "Change Owner", "Attribute Name", 760, List.of("New Value", "Old Value")),
  ADD_TO_LIST(24, "Add to List", "List ID", 90, List.of("Source")),
  REMOVE_FROM_LIST(25, "Remove from List", "List ID", 760, List.of("Source")),
  MERGE(
      32,
      "Merge Leads",
      "Lead ID",
      760,
      List.of("Master Updated", "Merge IDs", "Merge Source", "Merged in Sales")),
  DELETE(37, "Delete Lead", "Lead ID", 14, List.of("Campaign")),
  PROGRESSION(
      104,
      "Change Status in Progression",
      "Program ID",
      760,
      List.of("New Status", "Old Status", "Reason")),
  MEMBER_DATA(
      123,
      "Change Program Member Data",
      "Program ID",
      760,
      List.of("Attribute Name", "New Value", "Old Value", "Source")),
  CUSTOM(0, "", "", 760, List.of());

  private final int id;
  private final String apiName;
  private final String primary;
  private final int daysKept;
  private final List<String> attributes;

  ActivityType(int id, String apiName, String primary, int daysKept, List<String> attributes) {
    this.id = id;
    this.apiName = apiName;
    this.primary = primary;
    this.daysKept = daysKept;
    this.attributes = attributes;
  }

  /** All but those that administrators make. */
  public static List<ActivityType> standard() {
    return Stream.of(values()).filter(type -> type != CUSTOM).toList();
  }

  /** Its id in the API; a real instance may have others. */
  public int id() {
    return id;
  }

  /** Its name in the API. */
  public String apiName() {
    return apiName;
  }

  /** The name of its primary attribute. */
  public String primary() {
    return primary;
  }

  /** The names of its other attributes; an activity carries those of them that are not empty. */
  public List<String> attributes() {
    return attributes;
  }

  /** Whether an activity of this type is still there after so many seconds. */
  boolean isKept(long seconds) {
    return daysKept == 0 || seconds <= daysKept * 86_400L;
  }
}
