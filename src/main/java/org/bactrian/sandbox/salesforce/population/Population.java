package org.bactrian.sandbox.salesforce.population;

import java.util.List;
import java.util.function.IntFunction;
import org.bactrian.sandbox.salesforce.org.Conversion;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.RecordId;

/** Fills a new org with seeded records, spread over two years and none of the last hour. */
public final class Population {
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;
  private static final long SPAN = 730 * DAY;
  private static final int USERS = 20;
  private static final int QUEUES = 2;
  private static final int CAMPAIGNS = 8;

  private final Org org;
  private final Dice dice;
  private final Person person;
  private final int leads;
  private final int accounts;
  private final int contacts;
  private final int converted;
  private final int opportunities;
  private final long end;
  private final long begin;

  private Population(Org org, int leads, long seed) {
    this.org = org;
    this.leads = leads;
    dice = new Dice(seed);
    person = new Person(dice, seed);
    accounts = Math.max(1, leads / 10);
    contacts = Math.max(1, leads / 5);
    converted = leads / 100;
    opportunities = leads / 20;
    end = org.stamps().now() - HOUR;
    begin = end - SPAN + HOUR;
  }

  /** Settles so many leads in an empty org, and what goes with them. */
  public static void settle(Org org, int leads, long seed) {
    new Population(org, leads, seed).settle();
  }

  private void settle() {
    organization();
    profiles();
    users();
    queues();
    accounts();
    contacts();
    leadStatuses();
    leads();
    campaigns();
    opportunities();
    deeds();
    memberships();
  }

  /** Seeded people are numbered: leads first, then contacts that never were leads. */
  private long personOf(int contact) {
    return contact < converted ? leadOf(contact) : (long) leads + contact;
  }

  private static int leadOf(int contact) {
    return contact * 100 + 37;
  }

  private Columns columns(String object, int rows, int purpose) {
    Columns columns = new Columns(org.table(object));
    columns.set("CreatedById", r -> user(r, purpose));
    columns.set("LastModifiedById", r -> user(r, purpose + 1));
    return columns;
  }

  private Table fill(Columns columns, int rows, int purpose) {
    IntFunction<Long> created =
        r -> begin + (long) ((r + dice.fraction(r, purpose)) / Math.max(1, rows) * (end - begin));
    return columns.fill(
        rows,
        created,
        r -> {
          long from = created.apply(r);
          return from + (long) (Math.pow(dice.fraction(r, purpose + 1), 2) * (end - from));
        });
  }

  private String user(long row, int purpose) {
    return RecordId.of("005", dice.below(USERS, row, purpose));
  }

  private String value(Field field, long row, int purpose) {
    return dice.pick(field.values(), row, purpose);
  }

  private IntFunction<Object> values(String object, String field, double nulls, int purpose) {
    List<String> values = org.schema().find(object).known(field).values();
    return r -> dice.maybe(nulls, values, r, purpose);
  }

  private void organization() {
    fill(
        columns("Organization", 1, 100)
            .set("Name", r -> "Bactrian Sandbox")
            .set("InstanceName", r -> "CS1")
            .set("IsSandbox", r -> true)
            .set("FiscalYearStartMonth", r -> 1)
            .set("Country", r -> "US"),
        1,
        102);
  }

  private void profiles() {
    List<String> names = List.of("System Administrator", "Standard User", "Read Only");
    fill(columns("Profile", names.size(), 104).set("Name", names::get), names.size(), 106);
  }

  private void users() {
    fill(
        columns("User", USERS, 110)
            .set("FirstName", r -> r == 0 ? "Sync" : nonNull(person.firstName(-1L - r), "Ada"))
            .set("LastName", r -> r == 0 ? "User" : person.lastName(-1L - r))
            .set("Username", r -> (r == 0 ? "sync" : "user" + r) + "@bactrian.example")
            .set("Email", r -> (r == 0 ? "sync" : "user" + r) + "@bactrian.example")
            .set("Alias", r -> r == 0 ? "sync" : "user" + r)
            .set("CommunityNickname", r -> "user" + r)
            .set("Title", r -> r == 0 ? "Integration" : person.title(-1L - r))
            .set("Phone", r -> person.phone(-1L - r, 50))
            .set("Department", r -> r % 3 == 0 ? "Marketing" : "Sales")
            .set("CompanyName", r -> "Bactrian Sandbox")
            .set("IsActive", r -> r < 18)
            .set("ProfileId", r -> RecordId.of("00e", 1))
            .set("ManagerId", r -> r > 2 ? RecordId.of("005", 1 + r % 2) : null),
        USERS,
        112);
  }

  private static String nonNull(String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  private void queues() {
    List<String> names = List.of("Unassigned Leads", "Partner Leads");
    fill(
        columns("Group", QUEUES, 120)
            .set("Name", names::get)
            .set("DeveloperName", r -> names.get(r).replace(' ', '_'))
            .set("Type", r -> "Queue")
            .set("Email", r -> "queue" + r + "@bactrian.example"),
        QUEUES,
        122);
  }

  private void accounts() {
    Columns columns =
        columns("Account", accounts, 130)
            .set("Name", r -> person.company(r))
            .set("Type", values("Account", "Type", 30, 132))
            .set("Industry", values("Account", "Industry", 20, 133))
            .set("Rating", values("Account", "Rating", 50, 134))
            .set("Ownership", values("Account", "Ownership", 60, 135))
            .set("AccountSource", values("Account", "AccountSource", 40, 136))
            .set("Website", r -> "https://www.company" + r + ".example")
            .set("Phone", r -> person.phone(r, 137))
            .set("Fax", r -> r % 4 == 0 ? person.phone(r, 140) : null)
            .set("AccountNumber", r -> "CD" + (100_000 + r))
            .set("Sic", r -> r % 3 == 0 ? Integer.toString(1000 + dice.below(9000, r, 143)) : null)
            .set("Site", r -> r % 5 == 0 ? "HQ" : null)
            .set("AnnualRevenue", r -> revenue(r, 144))
            .set("NumberOfEmployees", r -> employees(r, 145))
            .set("Description", r -> person.notes(r))
            .set("ParentId", r -> r > 10 && r % 25 == 0 ? RecordId.of("001", r / 25) : null)
            .set("OwnerId", r -> user(r, 146));
    address(columns, "Billing", r -> r);
    fill(columns, accounts, 148);
  }

  private Double revenue(int row, int purpose) {
    return dice.percent(40, row, purpose)
        ? null
        : 1000.0 * Math.round(Math.exp(4 + 12 * dice.fraction(row, purpose + 600)));
  }

  private Integer employees(int row, int purpose) {
    return dice.percent(35, row, purpose)
        ? null
        : (int) Math.exp(11 * dice.fraction(row, purpose + 700));
  }

  private void address(Columns columns, String prefix, IntFunction<? extends Number> who) {
    columns
        .set(prefix + "Street", r -> person.street(who.apply(r).longValue()))
        .set(
            prefix + "City",
            r -> {
              long p = who.apply(r).longValue();
              return dice.maybe(15, person.culture(p).cities(), p, 60);
            })
        .set(
            prefix + "PostalCode",
            r -> {
              long p = who.apply(r).longValue();
              return dice.percent(20, p, 61) ? null : dice.digits("#####", p, 62);
            })
        .set(
            prefix + "Country",
            r -> {
              long p = who.apply(r).longValue();
              return dice.percent(10, p, 63) ? null : person.culture(p).country();
            });
  }

  private void contacts() {
    Columns columns =
        columns("Contact", contacts, 160)
            .set("AccountId", r -> r >= converted && dice.percent(3, r, 162) ? null : account(r))
            .set("FirstName", r -> person.firstName(personOf(r)))
            .set("LastName", r -> person.lastName(personOf(r)))
            .set("Email", r -> person.email(personOf(r)))
            .set("Title", r -> person.title(personOf(r)))
            .set("Phone", r -> person.phone(personOf(r), 40))
            .set("MobilePhone", r -> person.phone(personOf(r), 43))
            .set("Salutation", values("Contact", "Salutation", 60, 163))
            .set("LeadSource", values("Contact", "LeadSource", 30, 164))
            .set("Department", r -> r % 4 == 0 ? "Purchasing" : null)
            .set(
                "Birthdate",
                r -> dice.percent(70, r, 165) ? null : -7000 + dice.below(18_000, r, 166))
            .set("Description", r -> person.notes(personOf(r)))
            .set("HasOptedOutOfEmail", r -> dice.percent(6, r, 167))
            .set("DoNotCall", r -> dice.percent(4, r, 168))
            .set("OwnerId", r -> user(r, 169));
    address(columns, "Mailing", this::personOf);
    fill(columns, contacts, 170);
  }

  private String account(int contact) {
    return RecordId.of("001", dice.below(accounts, contact, 172));
  }

  private boolean wasConverted(int lead) {
    return lead % 100 == 37 && lead / 100 < Math.min(converted, contacts);
  }

  private void leadStatuses() {
    Field status = org.table("Lead").type().known("Status");
    List<String> names = status.values();
    fill(
        columns("LeadStatus", names.size(), 330)
            .set("MasterLabel", names::get)
            .set("ApiName", names::get)
            .set("SortOrder", r -> r + 1)
            .set("IsDefault", r -> names.get(r).equals(status.defaultValue()))
            .set("IsConverted", r -> names.get(r).equals(Conversion.STATUS)),
        names.size(),
        332);
  }

  private void leads() {
    List<String> open =
        List.of("Open - Not Contacted", "Working - Contacted", "Closed - Not Converted");
    Columns columns =
        columns("Lead", leads, 200)
            .set("FirstName", r -> person.firstName(r))
            .set("LastName", r -> person.lastName(r))
            .set("Company", r -> person.company(dice.below(accounts, r, 202)))
            .set("Email", r -> person.email(r))
            .set("Title", r -> person.title(r))
            .set("Phone", r -> person.phone(r, 40))
            .set("MobilePhone", r -> person.phone(r, 43))
            .set("Fax", r -> r % 9 == 0 ? person.phone(r, 46) : null)
            .set("Website", r -> r % 3 == 0 ? "www." + person.domain(r) : null)
            .set("Salutation", values("Lead", "Salutation", 60, 203))
            .set("LeadSource", values("Lead", "LeadSource", 15, 204))
            .set("Industry", values("Lead", "Industry", 25, 205))
            .set("Rating", values("Lead", "Rating", 40, 206))
            .set("Status", r -> wasConverted(r) ? "Closed - Converted" : dice.pick(open, r, 207))
            .set("AnnualRevenue", r -> revenue(r, 208))
            .set("NumberOfEmployees", r -> employees(r, 209))
            .set("Description", r -> person.notes(r))
            .set("HasOptedOutOfEmail", r -> dice.percent(6, r, 210))
            .set("DoNotCall", r -> dice.percent(4, r, 211))
            .set("IsUnreadByOwner", r -> dice.percent(30, r, 212))
            .set("IsConverted", this::wasConverted)
            .set("ConvertedContactId", r -> wasConverted(r) ? RecordId.of("003", r / 100) : null)
            .set(
                "ConvertedAccountId",
                r -> wasConverted(r) ? org.table("Contact").get(r / 100, "AccountId") : null)
            .set("Interests__c", r -> r % 5 == 0 ? "Events;Product" : null)
            .set(
                "OwnerId",
                r ->
                    dice.percent(8, r, 213)
                        ? RecordId.of("00G", dice.below(QUEUES, r, 214))
                        : user(r, 215));
    address(columns, "", r -> r);
    columns.set(
        "ConvertedDate", r -> wasConverted(r) ? (int) (org.table("Lead").stamp(r) / DAY) : null);
    columns.set("State", r -> person.culture(r).share() == 40 ? state(r) : null);
    fill(columns, leads, 216);
  }

  private String state(int row) {
    return dice.maybe(20, List.of("CA", "NY", "TX", "WA", "Massachusetts", "FL"), row, 218);
  }

  private void campaigns() {
    int some = leads == 0 ? 0 : CAMPAIGNS;
    fill(
        columns("Campaign", some, 230)
            .set("Name", r -> List.of("Spring", "Autumn").get(r % 2) + " Webinar " + (2023 + r / 2))
            .set("Type", values("Campaign", "Type", 0, 231))
            .set("Status", values("Campaign", "Status", 0, 232))
            .set("IsActive", r -> r % 3 != 0)
            .set("StartDate", r -> (int) (begin / DAY) + 90 * r)
            .set("EndDate", r -> (int) (begin / DAY) + 90 * r + 2)
            .set("BudgetedCost", r -> 1000.0 * (1 + r))
            .set("OwnerId", r -> user(r, 233)),
        some,
        234);
    fill(
        columns("CampaignMemberStatus", 2 * some, 240)
            .set("CampaignId", r -> RecordId.of("701", r / 2))
            .set("Label", r -> r % 2 == 0 ? "Sent" : "Responded")
            .set("SortOrder", r -> r % 2 + 1)
            .set("IsDefault", r -> r % 2 == 0)
            .set("HasResponded", r -> r % 2 == 1),
        2 * some,
        242);
    int members = some == 0 ? 0 : leads / 10;
    fill(
        columns("CampaignMember", members, 250)
            .set("CampaignId", r -> RecordId.of("701", r % CAMPAIGNS))
            .set("LeadId", r -> r % 4 == 3 ? null : RecordId.of("00Q", 10 * r + 1))
            .set("ContactId", r -> r % 4 == 3 ? RecordId.of("003", r % contacts) : null)
            .set("Status", r -> dice.percent(30, r, 252) ? "Responded" : "Sent"),
        members,
        254);
  }

  private void opportunities() {
    fill(
        columns("Opportunity", opportunities, 260)
            .set("AccountId", r -> RecordId.of("001", dice.below(accounts, r, 262)))
            .set("Name", r -> person.company(dice.below(accounts, r, 262)) + " - deal " + r)
            .set("StageName", values("Opportunity", "StageName", 0, 263))
            .set(
                "Amount",
                r -> dice.percent(10, r, 264) ? null : 100.0 * (1 + dice.below(9000, r, 265)))
            .set("Probability", r -> 10.0 * dice.below(11, r, 266))
            .set("CloseDate", r -> (int) (begin / DAY) + dice.below(900, r, 267))
            .set("Type", values("Opportunity", "Type", 30, 268))
            .set("LeadSource", values("Opportunity", "LeadSource", 40, 269))
            .set("OwnerId", r -> user(r, 270)),
        opportunities,
        272);
    fill(
        columns("OpportunityContactRole", opportunities, 280)
            .set("OpportunityId", r -> RecordId.of("006", r))
            .set("ContactId", r -> RecordId.of("003", dice.below(contacts, r, 282)))
            .set("Role", values("OpportunityContactRole", "Role", 20, 283))
            .set("IsPrimary", r -> true),
        opportunities,
        284);
  }

  private void deeds() {
    int tasks = leads / 20;
    fill(
        columns("Task", tasks, 290)
            .set("Subject", values("Task", "Subject", 5, 292))
            .set("Status", values("Task", "Status", 0, 293))
            .set("WhoId", r -> RecordId.of("00Q", 20 * r + 2))
            .set("ActivityDate", r -> (int) (begin / DAY) + dice.below(900, r, 294))
            .set("OwnerId", r -> user(r, 295)),
        tasks,
        296);
    int events = leads / 50;
    fill(
        columns("Event", events, 300)
            .set("Subject", values("Event", "Subject", 5, 302))
            .set("WhoId", r -> RecordId.of("003", r % contacts))
            .set("StartDateTime", r -> begin + r * DAY / 7)
            .set("ActivityDateTime", r -> begin + r * DAY / 7)
            .set("EndDateTime", r -> begin + r * DAY / 7 + HOUR)
            .set("DurationInMinutes", r -> 60)
            .set("OwnerId", r -> user(r, 303)),
        events,
        304);
  }

  private void memberships() {
    int rows = leads / 20;
    fill(
        columns("Membership__c", rows, 310)
            .set("Name", r -> "M-%06d".formatted(r))
            .set("Contact__c", r -> RecordId.of("003", dice.below(contacts, r, 312)))
            .set("Level__c", values("Membership__c", "Level__c", 0, 313))
            .set("Points__c", r -> (double) dice.below(10_000, r, 314))
            .set("Joined__c", r -> (int) (begin / DAY) + dice.below(700, r, 315))
            .set("Active__c", r -> dice.percent(80, r, 316))
            .set("Fee__c", r -> 9.5 + dice.below(300, r, 317))
            .set("OwnerId", r -> user(r, 318)),
        rows,
        320);
  }
}
