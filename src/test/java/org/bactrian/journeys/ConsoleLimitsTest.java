package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.bactrian.journeys.RawHttp.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that begin and do not go on keep nobody else waiting, and are let go. */
class ConsoleLimitsTest {

  private static final int MOST = 60;

  @TempDir static Path folder;
  private static Served patient;
  private static Served hasty;
  private final List<Socket> open = new ArrayList<>();

  @BeforeAll
  static void start() {
    patient = served("patient", "10m");
    hasty = served("hasty", "2s");
  }

  private static Served served(String name, String timeout) {
    Served served = new Served(folder.resolve(name), 0);
    served.systems.set("console.header-timeout", timeout);
    served.systems.set("console.body-timeout", timeout);
    served.systems.set("console.connection-idle-timeout", timeout);
    served.systems.set("console.max-connections", String.valueOf(MOST));
    served.start();
    return served;
  }

  @AfterAll
  static void stop() {
    if (patient != null) patient.close();
    if (hasty != null) hasty.close();
  }

  @AfterEach
  void closeAll() throws IOException {
    for (Socket socket : open) socket.close();
  }

  private static RawHttp console(Served served) {
    return new RawHttp(Integer.parseInt(served.local().replaceFirst(".*:", "")));
  }

  private Socket begin(Served served, String text) throws IOException {
    Socket socket = console(served).connect();
    open.add(socket);
    RawHttp.write(socket, text.replace("PORT", String.valueOf(socket.getPort())));
    return socket;
  }

  private static final String HALF_A_FORM =
      "POST /language HTTP/1.1\r\nHost: localhost:PORT\r\nOrigin: http://localhost:PORT\r\n"
          + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nlanguage=";

  private static void assertServes() {
    RawHttp console = console(patient);
    assertThat(console.send(console.get("GET", "/mappings")).status()).isEqualTo(200);
  }

  @Test
  void halfSentFormsKeepNobodyWaiting() throws IOException {
    for (int i = 0; i < MOST - 10; i++) begin(patient, HALF_A_FORM);
    assertServes();
    for (Socket socket : open) {
      assertThat(socket.getInputStream().available()).as("is still waited for").isZero();
    }
  }

  @Test
  void aHalfSentFormIsToldThatItTookTooLong() throws IOException {
    Answer answer = RawHttp.read(begin(hasty, HALF_A_FORM));
    assertThat(answer.status()).isEqualTo(408);
    assertThat(answer.body()).contains("too long to arrive");
  }

  @Test
  void whatIsLeftOfARefusedBodyIsNotWaitedFor() throws IOException {
    String foreign = HALF_A_FORM.replace("Origin: http://localhost", "Origin: http://elsewhere");
    Socket socket = begin(patient, foreign);
    socket.setSoTimeout(5_000);
    assertThat(RawHttp.read(socket).status()).isEqualTo(403);
  }

  @Test
  void aFormThatTricklesInIsLetGo() throws IOException {
    Socket socket = begin(hasty, HALF_A_FORM);
    assertIsLetGo(socket, "a");
  }

  @Test
  void headersThatTrickleInAreLetGo() throws IOException {
    Socket socket = begin(hasty, "GET / HTTP/1.1\r\nHost: localhost\r\n");
    assertIsLetGo(socket, "X-A: b\r\n");
  }

  /** Sends more and more, until the other side has had enough. */
  private static void assertIsLetGo(Socket socket, String more) throws IOException {
    socket.setSoTimeout(100);
    Awaitility.await("it is let go however much it sends")
        .until(
            () -> {
              try {
                RawHttp.write(socket, more);
                byte[] some = socket.getInputStream().readNBytes(4096);
                return some.length < 4096;
              } catch (SocketTimeoutException e) {
                return false;
              } catch (IOException e) {
                return true;
              }
            });
  }

  @Test
  void whoAsksOnWithoutReadingTheAnswersIsLetGo() throws IOException {
    RawHttp console = console(patient);
    String page = console.send(console.get("GET", "/login")).body();
    String asset = page.replaceFirst("(?s).*?(/assets/[^\"]*pico.css).*", "$1");
    Socket socket = begin(patient, "");
    String request = "GET " + asset + " HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n";
    String many = request.replace("PORT", String.valueOf(socket.getPort())).repeat(100);
    Awaitility.await("it is let go")
        .until(
            () -> {
              try {
                RawHttp.write(socket, many);
                return false;
              } catch (IOException e) {
                return true;
              }
            });
    assertServes();
  }

  @Test
  void whileItStartsAndStopsPagesArePutOff() {
    Served third = new Served(folder.resolve("third"), 0);
    RawHttp console = console(third);
    List<Answer> answers = new CopyOnWriteArrayList<>();
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Void> asking =
        CompletableFuture.runAsync(
            () -> {
              while (!over.get()) {
                try {
                  answers.add(console.send(console.get("GET", "/mappings")));
                } catch (UncheckedIOException e) {
                  Thread.onSpinWait();
                }
              }
            });
    third.start();
    third.close();
    over.set(true);
    asking.join();
    assertThat(answers).extracting(Answer::status).contains(200, 503).isSubsetOf(0, 200, 503);
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 503 && !answer.body().isEmpty())
        .isNotEmpty()
        .allSatisfy(
            answer -> {
              assertThat(answer.header("retry-after")).isPresent();
              assertThat(answer.body()).contains("Bactrian is starting, or stopping");
            });
  }

  @Test
  void whoSaysNothingOrNothingMoreIsLetGo() throws IOException {
    Socket silent = begin(hasty, "");
    Socket answered = begin(hasty, "GET /mappings HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n");
    assertThat(RawHttp.read(silent).status()).isZero();
    assertThat(RawHttp.read(answered).status()).isEqualTo(200);
  }

  @Test
  void connectionsAreBoundedAndNewOnesComeFirst() throws IOException {
    for (int i = 0; i < 3 * MOST; i++) begin(patient, "GET / HT");
    assertServes();
    for (Socket socket : open.subList(0, 2 * MOST)) {
      try {
        assertThat(RawHttp.read(socket).status()).isZero();
      } catch (IOException e) {
        // Reset, since it made room with what it had sent still unread.
        assertThat(e).isNotInstanceOf(SocketTimeoutException.class);
      }
    }
  }
}
