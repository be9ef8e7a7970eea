package org.bactrian.sandbox.salesforce.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SplittableRandom;
import org.bactrian.sandbox.salesforce.org.Conversion;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.org.Table;

/** The org's simulated users at work. */
public final class Users {
  private static final int TRIES = 20;
  private static final List<String> STATUS =
      List.of("Open - Not Contacted", "Working - Contacted", "Closed - Not Converted");
  private static final List<String> TITLES =
      List.of("Head of Marketing", "Einkäufer", "Chief Camel Officer 🐫", "部長", "Analyst");
  private static final List<String> NAMES =
      List.of("Amira", "Björn", "Chiara", "Дмитрий", "恵子", "Zoë", "Noah", "Sara");

  private final Org org;
  private final Conversion conversion;
  private final SplittableRandom random;

  /** Users whose deeds follow the seed. */
  public Users(Org org, long seed) {
    this.org = org;
    conversion = new Conversion(org);
    random = new SplittableRandom(seed ^ 0x5EED);
  }

  /** Does so many deeds: mostly edits, some creations, a few conversions and deletions. */
  public void work(int deeds) {
    for (int i = 0; i < deeds; i++) {
      for (int attempt = 0; attempt < TRIES && !once(); attempt++) {
        Thread.onSpinWait();
      }
    }
  }

  private boolean once() {
    org.actAs(1 + random.nextInt(17));
    try {
      int dice = random.nextInt(100);
      if (dice < 75) {
        edit();
      } else if (dice < 90) {
        create();
      } else if (dice < 95) {
        Table leads = org.table("Lead");
        conversion.convert(Conversion.Wish.plain(leads.id(any(leads)), null, null));
      } else {
        Table leads = org.table("Lead");
        org.delete(leads, any(leads));
      }
      return true;
    } catch (Refusal refusal) {
      return false;
    } finally {
      org.actAs(0);
    }
  }

  private int any(Table table) {
    if (table.size() == 0) {
      throw Refusal.notFound();
    }
    return random.nextInt(table.size());
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private void edit() {
    int dice = random.nextInt(10);
    Table table = org.table(dice < 6 ? "Lead" : dice < 9 ? "Contact" : "Account");
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    if (dice < 4) {
      fields.put("Status", pick(STATUS));
    } else if (dice < 9) {
      fields.put("Title", pick(TITLES));
    } else {
      fields.put("NumberOfEmployees", 1 + random.nextInt(5000));
    }
    if (random.nextInt(3) == 0) {
      fields.put("Phone", "+1 555 %04d".formatted(random.nextInt(10_000)));
    }
    org.update(table, any(table), fields);
  }

  private void create() {
    String last = "Newcomer-" + random.nextInt(1_000_000);
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    fields.put("FirstName", pick(NAMES));
    fields.put("LastName", last);
    fields.put("Company", "Start-up " + random.nextInt(10_000));
    fields.put("Email", last.toLowerCase(java.util.Locale.ROOT) + "@startup.example");
    fields.put("LeadSource", "Web");
    org.create(org.table("Lead"), fields, false);
  }
}
