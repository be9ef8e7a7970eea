package org.bactrian.histories.comparison;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bactrian.histories.users.SalesforceUsers;
import org.bactrian.histories.users.Users;

/**
 * Leads, contacts and people as both systems show them at one moment.
 *
 * @param records Salesforce's by id, the deleted and the converted too
 * @param people Marketo's by id
 */
public record World(
    Map<String, Map<String, Object>> records, Map<String, Map<String, Object>> people) {

  /** A family's number is in the names and the addresses of its people. */
  private static final Pattern MARK = Pattern.compile("\\bh(\\d+)-", Pattern.CASE_INSENSITIVE);

  /** A world without anybody. */
  public World() {
    this(new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  /** Asks both systems for everything. */
  public static World read(Users users) {
    World world = new World();
    for (String object : List.of("Lead", "Contact")) {
      for (Map<String, Object> each : users.salesforce().all(object, fields(object))) {
        world.records.put(each.get("Id").toString(), each);
      }
    }
    for (Map<String, Object> each : users.marketo().all(fields())) {
      Object id = each.get("salesforceId");
      // Reports show ids of 15 characters, which are the same.
      if (id != null && id.toString().length() == 15) {
        world.records.keySet().stream()
            .filter(whole -> whole.startsWith(id.toString()))
            .forEach(whole -> each.put("salesforceId", whole));
      }
      world.people.put(each.get("id").toString(), each);
    }
    return world;
  }

  /**
   * Each family's share of it, by its number; nobody's is under -1.
   *
   * @param known the numbers of records and people that are known already; more are added to it
   */
  public Map<Integer, World> families(Map<String, Integer> known) {
    Map<Integer, World> families = new HashMap<>();
    records.forEach(
        (id, each) ->
            family(families, known, id, each.get("LastName"), each.get("Email"))
                .records
                .put(id, each));
    people.forEach(
        (id, each) ->
            family(families, known, id, each.get("lastName"), each.get("email"))
                .people
                .put(id, each));
    return families;
  }

  private static World family(
      Map<Integer, World> families, Map<String, Integer> known, String id, Object... marked) {
    int number = known.computeIfAbsent(id, i -> number(marked));
    return families.computeIfAbsent(number, n -> new World());
  }

  private static int number(Object... marked) {
    for (Object each : marked) {
      Matcher mark = MARK.matcher(String.valueOf(each));
      if (mark.find()) return Integer.parseInt(mark.group(1));
    }
    return -1;
  }

  /** Whether a Salesforce record is neither deleted nor converted. */
  public static boolean isLiving(Map<String, Object> record) {
    return record != null
        && !Boolean.TRUE.equals(record.get("IsDeleted"))
        && !Boolean.TRUE.equals(record.get("IsConverted"));
  }

  /** The people who say that they are this Salesforce record. */
  public List<Map<String, Object>> peopleOf(String salesforceId) {
    List<Map<String, Object>> found = new ArrayList<>();
    for (Map<String, Object> person : people.values()) {
      if (salesforceId.equals(person.get("salesforceId"))) found.add(person);
    }
    return found;
  }

  /** Everybody's addresses, as often as they are had by the living. */
  public Map<String, Integer> addresses() {
    Map<String, Integer> addresses = new HashMap<>();
    for (Map.Entry<String, Map<String, Object>> each : records.entrySet()) {
      String address = address(each.getValue().get("Email"));
      if (address != null && isLiving(each.getValue())) addresses.merge(address, 1, Integer::sum);
    }
    for (Map<String, Object> person : people.values()) {
      String address = address(person.get("email"));
      Map<String, Object> record = records.get(String.valueOf(person.get("salesforceId")));
      boolean counted = isLiving(record) && address(record.get("Email")) != null;
      if (address != null && !counted) addresses.merge(address, 1, Integer::sum);
    }
    return addresses;
  }

  /** An address in the one form that both systems take it for, or null. */
  static String address(Object value) {
    return value == null || value.toString().isBlank()
        ? null
        : value.toString().strip().toLowerCase(Locale.ROOT);
  }

  private static List<String> fields(String object) {
    Set<String> fields = new LinkedHashSet<>(List.of("Id", "SystemModstamp"));
    fields.addAll(List.of("MasterRecordId", "Marketo_Id__c"));
    if (object.equals("Lead")) fields.addAll(List.of("IsConverted", "ConvertedContactId"));
    Rules.of(object).forEach(pair -> fields.add(pair.salesforce()));
    return List.copyOf(fields);
  }

  private static List<String> fields() {
    Set<String> fields = new LinkedHashSet<>(List.of("id", "updatedAt"));
    fields.addAll(List.of("salesforceId", "salesforceType", "salesforceIsConverted"));
    for (String object : List.of("Lead", "Contact")) {
      Rules.of(object).forEach(pair -> fields.add(pair.marketo()));
    }
    return List.copyOf(fields);
  }

  /** The object of a Salesforce id. */
  public static String object(String salesforceId) {
    return SalesforceUsers.object(salesforceId);
  }

  /** Those of the records that live. */
  static List<Map<String, Object>> living(Collection<Map<String, Object>> records) {
    return records.stream().filter(World::isLiving).toList();
  }
}
