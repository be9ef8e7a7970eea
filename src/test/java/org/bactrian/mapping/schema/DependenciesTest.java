package org.bactrian.mapping.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Optional;
import org.bactrian.mapping.SandboxSchemas;
import org.bactrian.mapping.schema.Dependencies.Parent;
import org.bactrian.mapping.schema.SalesforceSchema.Calculation;
import org.bactrian.mapping.schema.SalesforceSchema.Field;
import org.bactrian.mapping.schema.SalesforceSchema.Reading;
import org.bactrian.mapping.schema.SalesforceSchema.Writing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which parents a value depends on, by what the simulated Salesforce says of its fields. */
class DependenciesTest {

  private static final SalesforceSchema CONTACT =
      SandboxSchemas.salesforce("Contact").orElseThrow();

  @Test
  void a_path_depends_on_each_parent_on_its_way() {
    assertThat(of(CONTACT, "LastName", "AccountId").parents()).isEmpty();
    assertThat(of(CONTACT, "Account.Industry", "Account.Owner.Email").parents())
        .containsExactlyInAnyOrder(
            new Parent("Account", "AccountId"), new Parent("User", "Account.OwnerId"));
    assertThat(of(CONTACT, "Account.Parent.Name").parents())
        .containsExactlyInAnyOrder(
            new Parent("Account", "AccountId"), new Parent("Account", "Account.ParentId"));
  }

  @Test
  void an_owner_who_may_be_a_queue_is_both() {
    SalesforceSchema lead = SandboxSchemas.salesforce("Lead").orElseThrow();
    assertThat(of(lead, "Owner.Email").parents()).contains(new Parent("User", "OwnerId"));
    assertThat(of(lead, "Owner.Email").untold()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LastName & ', ' & FirstName|",
        "'Account.Industry' & \"Account.Site\"|",
        "IF(ISBLANK(Account.Industry), 'none', UPPER(TEXT(Account.Rating)))|AccountId",
        "Account.Owner.Email|AccountId,Account.OwnerId",
        "Owner:User.Title & /* Account.Site */ LastName|OwnerId",
      })
  void a_formula_depends_on_the_parents_that_it_names(String formula, String references) {
    Dependencies found = of(CONTACT.with(formula("F__c", formula)), "F__c");
    assertThat(found.parents())
        .extracting(Parent::child)
        .containsExactlyInAnyOrder(references == null ? new String[0] : references.split(","));
    assertThat(found.untold()).isEmpty();
  }

  @Test
  void a_formula_of_a_formula_depends_on_what_that_one_names_also_on_a_parent() {
    SalesforceSchema nested =
        CONTACT.with(formula("G__c", "Account.Site")).with(formula("F__c", "G__c & F__c"));
    assertThat(of(nested, "F__c").parents()).containsExactly(new Parent("Account", "AccountId"));
    SalesforceSchema account =
        SandboxSchemas.salesforce("Account").orElseThrow().with(formula("F__c", "Owner.Email"));
    Dependencies found =
        Dependencies.of(
            CONTACT,
            List.of("Account.F__c"),
            name ->
                name.equals("Account") ? Optional.of(account) : SandboxSchemas.salesforce(name));
    assertThat(found.parents())
        .containsExactlyInAnyOrder(
            new Parent("Account", "AccountId"), new Parent("User", "Account.OwnerId"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TODAY() - Birthdate|TODAY() changes with the time of day",
        "IF(now() > CreatedDate, 1, 0)|now() changes with the time of day",
        "$User.Email|$User is no part of its record",
      })
  void what_no_record_tells_is_said(String formula, String why) {
    SalesforceSchema schema = CONTACT.with(formula("F__c", formula));
    assertThat(of(schema, "F__c").untold()).containsEntry("F__c", why);
    assertThat(of(schema, "LastName").untold()).isEmpty();
  }

  @Test
  void a_parent_that_can_not_be_read_and_a_login_are_said() {
    assertThat(Dependencies.of(CONTACT, List.of("Account.Site"), o -> Optional.empty()).untold())
        .containsEntry("Account.Site", "Account can't be read by the sync user");
    assertThat(of(CONTACT, "Account.Owner.LastLoginDate", "Account.Owner.Title").untold())
        .containsOnly(entry("Account.Owner.LastLoginDate", "a login is no edit of its user"));
  }

  private static Dependencies of(SalesforceSchema schema, String... paths) {
    return Dependencies.of(schema, List.of(paths), SandboxSchemas::salesforce);
  }

  private static Field formula(String name, String formula) {
    Reading reading = new Reading(true, null, null, new Calculation(formula));
    return new Field(name, name, "string", 1300, false, reading, Writing.ANY);
  }
}
