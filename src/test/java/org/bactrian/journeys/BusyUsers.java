package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Users of both systems who edit the same people without end. Each edit has a number of its own,
 * and what is expected is remembered: titles are edited in Salesforce alone, cities in Marketo
 * alone, and postal codes by turns, once the edit before has arrived.
 */
final class BusyUsers implements AutoCloseable {

  private static final int PEOPLE = 8;
  private static final long BETWEEN_EDITS = 150;

  private final TwoSystems systems;
  private final List<String> leads = new ArrayList<>();
  private final Map<String, Integer> persons = new ConcurrentHashMap<>();
  private final Map<String, String> titles = new ConcurrentHashMap<>();
  private final Map<String, String> cities = new ConcurrentHashMap<>();
  private final Map<String, String> codes = new ConcurrentHashMap<>();
  private final List<String> made = new ArrayList<>();
  private final Thread thread = new Thread(this::work, "busy users");
  private volatile boolean busy = true;
  private volatile Throwable failure;

  BusyUsers(TwoSystems systems) {
    this.systems = systems;
  }

  /** Makes people, waits until they are on both sides, and begins to edit them. */
  void begin() {
    for (int i = 0; i < PEOPLE; i++) {
      leads.add(
          systems.create(
              "Lead",
              Map.of("LastName", "P" + i, "Company", "C", "Email", "p" + i + "@example.com")));
    }
    await("everybody is in Marketo")
        .until(
            () -> {
              for (int i = 0; i < PEOPLE; i++) {
                if (systems.people("email", "p" + i + "@example.com").size() != 1) return false;
              }
              return true;
            });
    for (String id : leads) persons.put(id, systems.person(id).path("id").asInt());
    thread.start();
  }

  private void work() {
    try {
      for (int n = 0; busy; n++) {
        String id = leads.get(n / 2 % PEOPLE);
        if (n % 2 == 0) {
          titles.put(id, "t" + n);
          systems.patch("Lead", id, Map.of("Title", "t" + n));
        } else {
          cities.put(id, "c" + n);
          systems.marketer(persons.get(id), Map.of("city", "c" + n));
        }
        Thread.sleep(BETWEEN_EDITS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  /** Makes somebody on either side. */
  void expectInTheEnd(int round) {
    String email = "new" + round + "@example.com";
    made.add(email);
    if (round % 2 == 0) {
      systems.create("Lead", Map.of("LastName", "N" + round, "Company", "C", "Email", email));
    } else {
      systems.newPerson(Map.of("lastName", "N" + round, "email", email, "syncToSalesforce", true));
    }
  }

  /** Edits a postal code, by turns on either side; tells whether the edit is on both. */
  Callable<Boolean> edit(int round) {
    String id = leads.get(round / 2 % PEOPLE);
    String code = "z" + round;
    codes.put(id, code);
    for (String url : new String[] {systems.salesforceUrl(), systems.marketoUrl()}) {
      // Within some seconds, Salesforce's edit would count as the newer one.
      systems.post(url + "/sandbox/clock", Map.of("advanceSeconds", 10));
    }
    if (round % 2 == 0) systems.patch("Lead", id, Map.of("PostalCode", code));
    else systems.marketer(persons.get(id), Map.of("postalCode", code));
    return () ->
        systems.record("Lead", id).path("PostalCode").asText().equals(code)
            && systems.person(id).path("postalCode").asText().equals(code);
  }

  /** Stops editing. */
  void rest() throws InterruptedException {
    busy = false;
    thread.join();
    assertThat(failure).isNull();
  }

  /** How many people there are to be. */
  int people() {
    return PEOPLE + made.size();
  }

  /** Fails unless both sides have of everybody what was said last. */
  void compare() {
    for (String id : leads) {
      JsonNode record = systems.record("Lead", id);
      JsonNode person = systems.person(id);
      assertThat(record.path("Title").asText()).as("title in Salesforce").isEqualTo(titles.get(id));
      assertThat(person.path("title").asText()).as("title in Marketo").isEqualTo(titles.get(id));
      assertThat(record.path("City").asText()).as("city in Salesforce").isEqualTo(cities.get(id));
      assertThat(person.path("city").asText()).as("city in Marketo").isEqualTo(cities.get(id));
      String code = codes.getOrDefault(id, record.path("PostalCode").asText());
      assertThat(record.path("PostalCode").asText()).as("code in Salesforce").isEqualTo(code);
      if (codes.containsKey(id)) {
        assertThat(person.path("postalCode").asText()).as("code in Marketo").isEqualTo(code);
      }
    }
    for (String email : made) {
      assertThat(systems.people("email", email)).as(email + " in Marketo").hasSize(1);
      assertThat(systems.live("Lead", "Email = '" + email + "'")).as(email).isEqualTo(1);
    }
  }

  @Override
  public void close() {
    busy = false;
    thread.interrupt();
  }
}
