package org.bactrian.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.camel.component.salesforce.api.dto.RestError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A refusal is understood by its code and its words. */
class SalesforceRefusalTest {

  @ParameterizedTest
  @CsvSource({
    "FIELD_INTEGRITY_EXCEPTION, 'There''s a problem with this state, even though it may appear correct. Please select a state from the list of valid states.', states and countries",
    "FIELD_INTEGRITY_EXCEPTION, A country/territory must be specified before specifying a state value for field: State, states and countries",
    "FIELD_INTEGRITY_EXCEPTION, the dates contradict each other, Mend the record",
    "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY, LeadTrigger: System.LimitException: Too many SOQL queries: 101, Apex in Salesforce",
    "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY, LeadTrigger: System.NullPointerException, trigger or flow",
    "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY, LeadTrigger: UNABLE_TO_LOCK_ROW, replay it later",
    "UNABLE_TO_LOCK_ROW, unable to obtain exclusive access, replay it later",
    "INACTIVE_OWNER_OR_USER, operation performed with inactive user, another owner",
    "SOMETHING_NEW, of 2031, Mend the record"
  })
  void the_advice_is_of_the_cause(String code, String message, String advice) {
    SalesforceRefusal refusal = SalesforceRefusal.of(List.of(new RestError(code, message)));
    assertThat(refusal.suggestion()).contains(advice);
    assertThat(refusal.heals()).isEqualTo(advice.contains("later"));
  }
}
