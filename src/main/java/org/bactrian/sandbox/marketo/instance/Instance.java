package org.bactrian.sandbox.marketo.instance;

import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.bactrian.sandbox.marketo.log.ActivityLog;
import org.bactrian.sandbox.marketo.log.MovableClock;
import org.bactrian.sandbox.marketo.program.Campaigns;
import org.bactrian.sandbox.marketo.program.Programs;
import org.bactrian.sandbox.marketo.store.DataType;
import org.bactrian.sandbox.marketo.store.Field;
import org.bactrian.sandbox.marketo.store.Refusal;
import org.bactrian.sandbox.marketo.store.Schema;

/** One simulated Marketo instance: everything it holds and knows; used from one thread. */
public final class Instance {
  private static final int MOST_LEAD_FIELDS = 100;
  private static final int MOST_MEMBER_FIELDS = 20;

  private final MovableClock clock;
  private final Random random;
  private final ActivityLog log;
  private final Leads leads;
  private final Map<String, Records> standard = new LinkedHashMap<>();
  private final Map<String, Long> partitions = new LinkedHashMap<>(Map.of("Default", 1L));
  private final Lists lists;
  private final Programs programs;
  private final Campaigns campaigns;
  private final Schema nativeFields;
  private final CustomObjects customObjects;
  private final Set<String> forbidden = new HashSet<>();
  private ValueRules values = ValueRules.USUAL;
  private boolean nativeSync;

  /** An empty instance with its standard fields, one static list and a few programs. */
  public Instance(Clock clock, long seed) {
    this.clock = new MovableClock(clock);
    this.random = new Random(seed);
    this.log = new ActivityLog(this.clock);
    Map<String, Schema> schemas = StandardFields.read();
    this.leads = new Leads(this, schemas.get("lead"));
    this.nativeFields = schemas.get("native");
    add(
        "companies",
        "Company",
        "Companies",
        "company",
        schemas,
        List.of("externalCompanyId", "id", "company"));
    add(
        "salespersons",
        "SalesPerson",
        "SalesPersons",
        "salesPerson",
        schemas,
        List.of("email", "id", "externalSalesPersonId"));
    add(
        "opportunities",
        "Opportunity",
        "Opportunities",
        "opportunity",
        schemas,
        List.of("externalOpportunityId", "marketoGUID"));
    add(
        "opportunities/roles",
        "OpportunityRole",
        "OpportunityRoles",
        "opportunityRole",
        schemas,
        List.of("marketoGUID", "leadId", "externalOpportunityId"));
    this.lists = new Lists(this);
    this.programs = new Programs(this, schemas.get("member"));
    this.campaigns = new Campaigns(this, programs);
    this.customObjects = new CustomObjects(this);
  }

  private void add(
      String path,
      String name,
      String plural,
      String object,
      Map<String, Schema> schemas,
      List<String> found) {
    Map<String, List<String>> links = new HashMap<>();
    if (object.equals("opportunityRole")) {
      links.put("leadId", List.of("Lead", "id"));
      links.put("externalOpportunityId", List.of("Opportunity", "externalOpportunityId"));
    }
    List<List<String>> searchable =
        found.stream().map(List::of).collect(java.util.stream.Collectors.toList());
    if (object.equals("opportunityRole")) {
      searchable.add(0, List.of("externalOpportunityId", "leadId", "role"));
    }
    ObjectType type =
        new ObjectType(name, name, plural, null, schemas.get(object), searchable, links);
    standard.put(path, new Records(this, type, random.nextLong()));
  }

  /** The time in the instance. */
  public MovableClock clock() {
    return clock;
  }

  /** Chance, the same for the same seed. */
  public Random random() {
    return random;
  }

  /** What happened. */
  public ActivityLog log() {
    return log;
  }

  /** The people. */
  public Leads leads() {
    return leads;
  }

  /** Companies, sales persons, opportunities and roles by the path of their resource. */
  public Map<String, Records> standard() {
    return standard;
  }

  /** The static lists. */
  public Lists lists() {
    return lists;
  }

  /** The programs and who is in them. */
  public Programs programs() {
    return programs;
  }

  /** The smart campaigns and who went through them. */
  public Campaigns campaigns() {
    return campaigns;
  }

  /** The custom objects. */
  public CustomObjects customObjects() {
    return customObjects;
  }

  /** The lead partitions with their ids. */
  public Map<String, Long> partitions() {
    return partitions;
  }

  /**
   * Says whether Marketo's own Salesforce Sync is on, which takes the objects from the API; people
   * have its fields from the first time on.
   */
  public void nativeSync(boolean on) {
    nativeSync = on;
    for (Field field : nativeFields.fields()) {
      if (leads.schema().slot(field.name()) < 0) {
        leads.add(field);
      }
    }
  }

  /** Whether Marketo's own Salesforce Sync is on. */
  public boolean nativeSync() {
    return nativeSync;
  }

  /** Adds a custom field to people. */
  public void addLeadField(String name, String display, String description, DataType type)
      throws Refusal {
    leads.add(custom(leads.schema(), MOST_LEAD_FIELDS, name, display, description, type));
  }

  /** Adds a custom field to memberships of programs. */
  public void addMemberField(String name, String display, String description, DataType type)
      throws Refusal {
    Schema schema = programs.members().fields();
    schema.add(custom(schema, MOST_MEMBER_FIELDS, name, display, description, type));
  }

  private static Field custom(
      Schema schema, int most, String name, String display, String description, DataType type)
      throws Refusal {
    if (name == null || !name.matches("[A-Za-z][A-Za-z0-9_]*") || display == null) {
      throw new Refusal("1003", "Invalid value '" + name + "' for field 'name'");
    }
    if (!Leads.creatable(type)) {
      throw new Refusal("1003", "Invalid value '" + type.apiName() + "' for field 'dataType'");
    }
    if (schema.fields().stream().anyMatch(f -> f.name().equalsIgnoreCase(name))) {
      throw new Refusal("1003", "Field '" + name + "' already exists");
    }
    if (schema.fields().stream().filter(Field::custom).count() >= most) {
      throw new Refusal("1003", "No more than " + most + " custom fields can be created");
    }
    int id = schema.size() + 1000;
    return new Field(id, name, display, description, type, type.length(), Set.of("custom"));
  }

  /** What it makes of values. */
  public ValueRules values() {
    return values;
  }

  /** Lets it make something else of values from now on. */
  public void values(ValueRules others) {
    values = others;
  }

  /** Adds a partition, to which callers may have no access. */
  public void addPartition(String name, boolean accessible) {
    partitions.putIfAbsent(name, 1L + partitions.size());
    if (accessible) {
      forbidden.remove(name);
    } else {
      forbidden.add(name);
    }
  }

  long partition(String name) throws Refusal {
    if (forbidden.contains(name)) {
      throw new Refusal("1008", "Partition '" + name + "' access denied");
    }
    Long id = name == null ? Long.valueOf(1) : partitions.get(name);
    if (id == null) {
      throw new Refusal("1003", "Partition '" + name + "' not found");
    }
    return id;
  }

  int company(Object externalId) {
    return byKey(standard.get("companies"), externalId);
  }

  int salesPerson(Object externalId) {
    return byKey(standard.get("salespersons"), externalId);
  }

  private static int byKey(Records records, Object key) {
    int[] found = records.table().find(new int[] {3}, key);
    return found.length == 0 ? 0 : found[0];
  }

  Object companyValue(Object externalId, String name) {
    Records companies = standard.get("companies");
    int id = company(externalId);
    int slot = companies.type().schema().slot(name);
    return id == 0
        ? null
        : companies.type().schema().field(slot).type().print(companies.table().get(id, slot));
  }

  void refuseWhileNativeSync() throws Refusal {
    if (nativeSync) {
      throw new Refusal("1018", "CRM Enabled");
    }
  }

  /** Refuses values that name a record that is not there. */
  void check(ObjectType type, Object[] sent) throws Refusal {
    int salesPerson = type.schema().slot("externalSalesPersonId");
    if (salesPerson > 0
        && !type.name().equals("SalesPerson")
        && sent[salesPerson] != null
        && salesPerson(sent[salesPerson]) == 0) {
      throw new Refusal("718", "ExternalSalesPersonID '" + sent[salesPerson] + "' not found");
    }
    for (Map.Entry<String, List<String>> link : type.links().entrySet()) {
      Object value = sent[type.schema().slot(link.getKey())];
      if (value != null && !exists(link.getValue(), value)) {
        boolean lead = link.getValue().get(0).equalsIgnoreCase("lead");
        throw lead
            ? new Refusal("1004", "Lead not found")
            : new Refusal("1013", link.getValue().get(0) + " '" + value + "' not found");
      }
    }
  }

  private boolean exists(List<String> target, Object value) throws Refusal {
    boolean lead = target.get(0).equalsIgnoreCase("lead");
    Records records = lead ? null : customObjects.named(target.get(0));
    Schema schema = lead ? leads.schema() : records.type().schema();
    int slot = schema.slot(target.get(1));
    Field field = schema.field(slot);
    Object key = field.type().parse(String.valueOf(value), field);
    return (lead ? leads.table() : records.table()).find(new int[] {slot}, key).length > 0;
  }

  /** Lets go of a record that is about to be deleted, or refuses since it is in use. */
  void release(ObjectType type, Object[] values) throws Refusal {
    if (type.name().equals("SalesPerson") && leads.usesSalesPerson(values[3])) {
      throw new Refusal("1022", "Object is in use");
    }
    if (type.name().equals("Company")) {
      leads.forgetCompany(values[3]);
    }
  }

  void forget(int lead) {
    lists.forget(lead);
    programs.forget(lead);
    campaigns.forget(lead);
  }

  void move(int from, int to) {
    lists.move(from, to);
    programs.move(from, to);
    campaigns.move(from, to);
    log.unite(from, to);
  }
}
