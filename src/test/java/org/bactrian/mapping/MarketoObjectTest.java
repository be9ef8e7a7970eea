package org.bactrian.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.bactrian.mapping.schema.MarketoSchema;
import org.junit.jupiter.api.Test;

class MarketoObjectTest {

  @Test
  void others_write_records_under_the_ids_of_what_they_are() {
    assertThat(known("company", "Account")).isTrue();
    assertThat(known("company", "Lead")).as("only we make a company of a lead").isFalse();
    assertThat(known("salesperson", "User")).isTrue();
    assertThat(known("opportunity", "Opportunity")).isTrue();
    assertThat(known("customobjects/tent_c", "Tent__c")).isTrue();
    assertThat(known("opportunityrole", "OpportunityContactRole")).isFalse();
    assertThat(known("lead", "Lead")).isFalse();
  }

  @Test
  void a_record_can_be_asked_for_by_a_field_that_alone_is_its_key() {
    assertThat(keyedBy("tentId").isKeyedBy("tentId")).isTrue();
    assertThat(keyedBy("tentId", "email").isKeyedBy("tentId")).isFalse();
    assertThat(keyedBy().isKeyedBy("tentId")).isFalse();
  }

  private static boolean known(String word, String salesforceObject) {
    return MarketoObject.named(word).orElseThrow().isKnownBy(salesforceObject);
  }

  private static MarketoSchema keyedBy(String... keys) {
    Map<String, Object> field = Map.of("name", "tentId", "dataType", "string");
    Map<String, Object> described = Map.of("fields", List.of(field), "dedupeFields", List.of(keys));
    return MarketoSchema.of("tent_c", List.of(described));
  }
}
