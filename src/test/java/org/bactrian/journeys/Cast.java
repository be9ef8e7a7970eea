package org.bactrian.journeys;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bactrian.histories.comparison.World;
import org.bactrian.histories.users.Deed;

/**
 * The people of one race: made in Salesforce, and linked by a sync before anything happens to them.
 *
 * <p>Their number is in their names and addresses, from which {@link World} knows whose they are.
 */
final class Cast {

  /** The parts that there are to play. */
  enum Part {
    /** A lead; of several, the one that survives a merge in Salesforce. */
    LEAD("lead"),
    /** Another lead, of the same person in truth. */
    TWIN("twin"),
    CONTACT("contact"),
    /** Another contact, of the same person in truth. */
    CONTACTS_TWIN("contact's twin"),
    /** What a lead becomes that is converted into a new contact. */
    CONVERTED("new contact");

    final String words;

    Part(String words) {
      this.words = words;
    }
  }

  final int number;
  private final Set<Part> parts;
  private final String account;
  private final Map<Part, String> records = new EnumMap<>(Part.class);
  private final Map<Part, String> people = new EnumMap<>(Part.class);

  Cast(int number, Set<Part> parts, String account) {
    this.number = number;
    this.parts = parts;
    this.account = account;
  }

  /** What makes their records. */
  List<Deed> makes() {
    List<Deed> makes = new ArrayList<>();
    for (Part part : parts) {
      boolean lead = part == Part.LEAD || part == Part.TWIN;
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("LastName", "h%d- %s".formatted(number, part.words));
      fields.put("Email", "h%d-%s@races.example".formatted(number, part.name()));
      fields.put("Title", "Clerk");
      fields.put(lead ? "Company" : "AccountId", lead ? "Nord" : account);
      if (lead) {
        fields.put("City", "Kiel");
        fields.put("State", "Holstein");
        fields.put("Country", "Germany");
        fields.put("PostalCode", "24103");
      }
      makes.add(new Deed.CreateInSalesforce(lead ? "Lead" : "Contact", fields));
    }
    return makes;
  }

  /** Takes the ids of the records that were made. */
  void made(List<String> ids) {
    int next = 0;
    for (Part part : parts) records.put(part, ids.get(next++));
  }

  /** Takes the contact that the lead was converted into. */
  void converted(String contact) {
    records.put(Part.CONVERTED, contact);
  }

  /** Learns who the people are, once they are linked. */
  void meet(World world) {
    records.forEach(
        (part, id) -> {
          List<Map<String, Object>> found = world.peopleOf(id);
          if (found.size() == 1) people.put(part, found.get(0).get("id").toString());
        });
  }

  /** The Salesforce record of a part. */
  String record(Part part) {
    return records.get(part);
  }

  /** The Marketo person of a part, as it was before anything happened. */
  String person(Part part) {
    return people.get(part);
  }

  String account() {
    return account;
  }
}
