package org.bactrian.sandbox.salesforce.shape;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.SaveRule;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.FieldType;

/**
 * Person accounts: an account with a last name is a person, who has a contact of their own; the
 * account shows that contact's fields, and a lead needs no company.
 */
public final class PersonAccounts implements SaveRule {
  private static final List<String> NAMES =
      List.of("FirstName", "LastName", "Salutation", "MiddleName", "Suffix");
  private static final List<String> DETAILS =
      List.of(
          "Email",
          "Title",
          "Department",
          "MobilePhone",
          "HomePhone",
          "OtherPhone",
          "Birthdate",
          "LeadSource",
          "HasOptedOutOfEmail",
          "HasOptedOutOfFax",
          "DoNotCall",
          "MailingStreet",
          "MailingCity",
          "MailingState",
          "MailingPostalCode",
          "MailingCountry");

  private final Org org;
  private final Table accounts;
  private final Table contacts;
  private final Map<String, Field> mirrored = new LinkedHashMap<>();

  private PersonAccounts(Org org) {
    this.org = org;
    accounts = org.table("Account");
    contacts = org.table("Contact");
  }

  /** Switches them on; there is no way back. */
  public static void enable(Org org) {
    if (org.table("Account").type().find("IsPersonAccount") == null) {
      PersonAccounts persons = new PersonAccounts(org);
      persons.define();
      org.onSave(persons);
    }
  }

  private void define() {
    for (Table table : List.of(accounts, contacts)) {
      org.setup().addField(table, "IsPersonAccount", "Is Person Account", "boolean", "readonly");
    }
    org.setup()
        .addField(
            accounts,
            "PersonContactId",
            "Person Contact",
            "reference Contact as PersonContact",
            "readonly");
    NAMES.forEach(name -> mirror(name, contacts.type().known(name)));
    DETAILS.forEach(name -> mirror("Person" + name, contacts.type().known(name)));
    for (Field field : List.copyOf(contacts.type().fields())) {
      if (field.custom() && !field.externalId()) {
        mirror(field.name().replaceFirst("__c$", "__pc"), field);
      }
    }
    Table leads = org.table("Lead");
    Field company = leads.type().known("Company");
    org.schema().replaceField(leads.type(), company, company.flagged("required", false));
  }

  private void mirror(String name, Field of) {
    org.schema().mirror(accounts.type(), name, of);
    mirrored.put(name, of);
    accounts.compute(
        name,
        row -> {
          int contact = contact(row);
          Object none = of.type() == FieldType.BOOLEAN ? (Object) false : null;
          return contact < 0 ? none : contacts.get(contact, of);
        });
  }

  private int contact(int account) {
    Object id = accounts.get(account, "PersonContactId");
    return id == null ? -1 : contacts.row((String) id);
  }

  @Override
  public void apply(Table table, int row, Map<Field, Object> given) {
    if (table == accounts) {
      account(row, given);
    } else if (table == contacts && Boolean.TRUE.equals(table.get(row, "IsPersonAccount"))) {
      int account = accounts.row((String) contacts.get(row, "AccountId"));
      org.set(accounts, account, "Name", contacts.get(row, "Name"));
      org.touch(accounts, account);
    }
  }

  private void account(int row, Map<Field, Object> given) {
    boolean named = given.get(accounts.type().known("LastName")) != null;
    int contact = contact(row);
    if (contact < 0 && !(named && accounts.get(row, "Name") == null)) {
      return;
    }
    if (contact < 0) {
      contact = org.putRaw(contacts, JsonNodeFactory.instance.objectNode());
      marry(org, row, contact);
    }
    int person = contact;
    given.forEach(
        (field, value) -> {
          Field of = mirrored.get(field.name());
          if (of != null) {
            org.put(contacts, person, of, value);
          }
        });
    org.touch(contacts, person);
    org.set(accounts, row, "Name", contacts.get(person, "Name"));
  }

  private void marry(Org of, int account, int contact) {
    of.set(accounts, account, "IsPersonAccount", true);
    of.set(accounts, account, "PersonContactId", contacts.id(contact));
    of.set(contacts, contact, "IsPersonAccount", true);
    of.set(contacts, contact, "AccountId", accounts.id(account));
    of.set(contacts, contact, "OwnerId", accounts.get(account, "OwnerId"));
  }
}
