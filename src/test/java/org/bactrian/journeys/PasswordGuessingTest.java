package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.bactrian.local.StandingClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guessing the console's password is slow; whoever knows it comes in meanwhile. */
class PasswordGuessingTest {

  private static final String PASSWORD = Served.PASSWORD;

  @TempDir Path folder;
  private final StandingClock clock = new StandingClock();
  private final ExecutorService browsers = Executors.newCachedThreadPool();
  private Served served;
  private Visitor known;

  @BeforeEach
  void start() {
    served = new Served(folder, 0);
    served.clock = clock;
    served.askPassword();
    served.systems.set("console.trusted-proxies", "127.0.0.0/8");
    served.start();
    known = new Visitor(served.url());
    assertThat(tryIn(known, PASSWORD, "192.0.2.1").statusCode()).isEqualTo(303);
  }

  @AfterEach
  void stop() {
    served.close();
    browsers.shutdownNow();
  }

  /** Tries a password, as from an address behind the proxy. */
  private static HttpResponse<String> tryIn(Visitor visitor, String password, String address) {
    visitor.get("/login");
    String form =
        Visitor.encoded(Map.of("password", password, "next", "/", "token", visitor.token));
    HttpRequest.Builder request = visitor.request("/login", form.getBytes(StandardCharsets.UTF_8));
    return visitor.send(request.header("X-Forwarded-For", address));
  }

  /** Tries without waiting for the answer. */
  private CompletableFuture<Integer> later(String password, String address) {
    return CompletableFuture.supplyAsync(
        () -> tryIn(new Visitor(served.url()), password, address).statusCode(), browsers);
  }

  /** A browser that has logged in before is let in at once, whatever the others do. */
  private void assertKnownBrowserComesIn() {
    known.get("/mappings");
    known.post("/logout");
    assertThat(tryIn(known, PASSWORD, "198.51.100.1").statusCode()).isEqualTo(303);
  }

  private static long done(List<CompletableFuture<Integer>> tries) {
    return tries.stream().filter(CompletableFuture::isDone).count();
  }

  @Test
  void sixWrongTriesDelayTheRightOneAndDoNotRefuseIt() {
    Visitor visitor = new Visitor(served.url());
    for (int i = 0; i < 5; i++) {
      HttpResponse<String> wrong = tryIn(visitor, "guess " + i, "198.51.100.1");
      assertThat(wrong.statusCode()).isEqualTo(401);
      assertThat(wrong.headers().firstValue("Retry-After").isPresent()).isEqualTo(i == 4);
    }
    CompletableFuture<Integer> sixth = later("guess 6", "198.51.100.1");
    assertKnownBrowserComesIn();
    assertThat(sixth).isNotDone();
    clock.pass(Duration.ofSeconds(1));
    assertThat(sixth.join()).isEqualTo(401);
    CompletableFuture<Integer> right = later(PASSWORD, "198.51.100.1");
    assertKnownBrowserComesIn();
    assertThat(right).isNotDone();
    clock.pass(Duration.ofSeconds(2));
    assertThat(right.join()).isEqualTo(303);
  }

  @Test
  void parallelGuessesKeepNeitherAPersonNorTheirNeighbourOut() {
    List<CompletableFuture<Integer>> guesses = new ArrayList<>();
    for (int i = 0; i < 30; i++) guesses.add(later("guess " + i, "198.51.100.1"));
    Awaitility.await("the free ones are checked").until(() -> done(guesses) >= 5);
    assertThat(later(PASSWORD, "203.0.113.9").join()).as("from elsewhere").isEqualTo(303);
    assertKnownBrowserComesIn();
    assertThat(done(guesses)).isEqualTo(5);
    CompletableFuture<Integer> neighbour = later(PASSWORD, "198.51.100.1");
    Awaitility.await("the same address's person is not kept out")
        .until(
            () -> {
              clock.pass(Duration.ofSeconds(30));
              return neighbour.isDone();
            });
    assertThat(neighbour.join()).isEqualTo(303);
    assertThat(guesses).allMatch(guess -> !guess.isDone() || guess.join() == 401);
  }

  @Test
  void sixtyAddressesTogetherGuessAsSlowlyAsAFew() {
    List<CompletableFuture<Integer>> guesses = new ArrayList<>();
    for (int i = 0; i < 60; i++) guesses.add(later("guess " + i, "198.51.100." + i));
    Awaitility.await("the free ones are checked").until(() -> done(guesses) >= 20);
    assertKnownBrowserComesIn();
    assertThat(done(guesses)).isEqualTo(20);
    clock.pass(Duration.ofSeconds(5));
    Awaitility.await("another one is").until(() -> done(guesses) >= 21);
    assertKnownBrowserComesIn();
    assertThat(done(guesses)).isEqualTo(21);
  }

  @Test
  void oneNetworkOfIpv6IsOneClient() {
    for (int i = 0; i < 5; i++) {
      tryIn(new Visitor(served.url()), "guess", "2001:db8:1:2::" + i);
    }
    CompletableFuture<Integer> sixth = later("guess", "2001:db8:1:2:ffff::1");
    assertKnownBrowserComesIn();
    assertThat(sixth).isNotDone();
    assertThat(later("guess", "2001:db8:1:3::1").join()).isEqualTo(401);
    clock.pass(Duration.ofSeconds(1));
    assertThat(sixth.join()).isEqualTo(401);
  }

  @Test
  void anAddressThatTheClientMadeUpIsNotBelieved() {
    for (int i = 0; i < 5; i++) {
      tryIn(new Visitor(served.url()), "guess", "10.0.0." + i + ", 198.51.100.1");
    }
    CompletableFuture<Integer> sixth = later("guess", "10.0.0.99, 198.51.100.1");
    assertKnownBrowserComesIn();
    assertThat(sixth).isNotDone();
    clock.pass(Duration.ofSeconds(1));
    assertThat(sixth.join()).isEqualTo(401);
  }
}
