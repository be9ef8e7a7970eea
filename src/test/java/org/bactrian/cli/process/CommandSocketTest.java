package org.bactrian.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.bactrian.Bactrian;
import org.bactrian.audit.Actor;
import org.bactrian.cli.invocation.Invocation;
import org.bactrian.cli.invocation.Keyboard;
import org.bactrian.cli.invocation.Program;
import org.bactrian.cli.process.Frames.Kind;
import org.bactrian.settings.Settings;
import org.bactrian.settings.SettingsException;
import org.bactrian.state.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What passes over the socket between a caller and the process that runs its command. */
class CommandSocketTest {

  private interface Command {
    int run(Invocation invocation, String... arguments) throws Exception;
  }

  @TempDir Path data;
  private final Map<String, Command> commands = new java.util.concurrent.ConcurrentHashMap<>();
  private CommandServer server;

  @BeforeEach
  void start() {
    commands.put("hello", (invocation, words) -> say(invocation, "hello"));
    server = server(data).orElseThrow();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void output_and_exit_code_arrive_byte_for_byte() {
    byte[] all = new byte[100_000];
    for (int i = 0; i < all.length; i++) all[i] = (byte) (i * 31);
    commands.put(
        "bytes",
        (invocation, words) -> {
          invocation.out().write(all, 0, all.length);
          invocation.err().println("Zoë 🐫 " + List.of(words) + invocation.columns());
          return 7;
        });
    Caller caller = new Caller(data);
    assertThat(caller.run("bytes", "ü", "")).contains(7);
    assertThat(caller.out.toByteArray()).isEqualTo(all);
    assertThat(caller.err.toString(StandardCharsets.UTF_8)).isEqualTo("Zoë 🐫 [bytes, ü, ]99\n");
  }

  @Test
  void questions_are_asked_where_the_caller_types() {
    commands.put(
        "ask",
        (invocation, words) -> {
          Keyboard keyboard = invocation.keyboard();
          invocation.out().println(keyboard.line() + " " + keyboard.hidden());
          Optional<String> typed = keyboard.typed();
          while (typed.isEmpty()) typed = keyboard.typed();
          invocation.out().println(typed + " " + keyboard.line() + " " + keyboard.line());
          return 0;
        });
    Caller caller = new Caller(data, "y", "s3cret", "meanwhile", "last");
    assertThat(caller.run("ask")).contains(0);
    assertThat(caller.out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "Optional[y] Optional[s3cret]\nOptional[meanwhile] Optional[last] Optional.empty\n");
    assertThat(caller.hidden).containsExactly("s3cret");
  }

  @Test
  void what_is_no_request_harms_nobody() throws IOException {
    byte[][] nonsense = {
      "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8),
      {0, 0x7f, -1, -1, -1},
      {0, -1, -1, -1, -1},
      {99, 0, 0, 0, 0},
      {0, 0, 0, 0, 4, 'n', 'u', 'l', 'l'},
      {0, 0, 0, 0, 2, '{', '}'},
      {0, 0, 0, 0, 3, '[', '1', '2'},
      {1, 0, 0, 0, 1, 'y'},
      {0, 0, 0},
      {}
    };
    for (byte[] bytes : nonsense) {
      try (SocketChannel channel = connect()) {
        channel.write(ByteBuffer.wrap(bytes));
        channel.shutdownOutput();
        assertThat(isClosed(channel)).as(Arrays.toString(bytes)).isTrue();
      }
    }
    try (Frames frames = new Frames(connect())) {
      Request strange = new Request(PROGRAM_VERSION, List.of("hello"), Map.of(), 0, "no such");
      frames.send(Kind.REQUEST, strange.bytes());
      frames.read();
      assertThatThrownBy(frames::read).isInstanceOf(IOException.class);
    }
    assertThat(new Caller(data).run("hello")).contains(0);
  }

  @Test
  void a_caller_that_sends_nothing_is_left_after_a_while() throws IOException {
    server.close();
    server = server(data, Duration.ofMillis(200)).orElseThrow();
    try (SocketChannel silent = connect()) {
      assertThat(isClosed(silent)).isTrue();
    }
    assertThat(new Caller(data).run("hello")).contains(0);
  }

  @Test
  void so_many_commands_run_at_once_and_the_next_is_told() throws Exception {
    CountDownLatch begun = new CountDownLatch(Guest.MOST_COMMANDS);
    commands.put(
        "wait",
        (invocation, words) -> {
          begun.countDown();
          return invocation.keyboard().line().isEmpty() ? 0 : 1;
        });
    List<Frames> waiting = new ArrayList<>();
    for (int i = 0; i < Guest.MOST_COMMANDS; i++) {
      Frames frames = new Frames(connect());
      Request request = new Request(PROGRAM_VERSION, List.of("wait"), Map.of(), 0, "UTF-8");
      frames.send(Kind.REQUEST, request.bytes());
      waiting.add(frames);
    }
    assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
    assertThatThrownBy(() -> new Caller(data).run("hello"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("runs 4 commands already");
    waiting.forEach(Frames::close);
    await()
        .ignoreException(SettingsException.class)
        .untilAsserted(() -> assertThat(new Caller(data).run("hello")).contains(0));
  }

  /** Waits until the other side closes it. */
  private static boolean isClosed(SocketChannel channel) {
    try {
      return channel.read(ByteBuffer.allocate(1)) < 0;
    } catch (IOException e) {
      return true;
    }
  }

  private void assertRefused(String words) {
    assertThatThrownBy(() -> new Caller(data).run("hello"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(words);
  }

  @Test
  void another_version_is_refused_in_words() throws IOException {
    try (Frames frames = new Frames(connect())) {
      Request other = new Request("bactrian 0.1", List.of("hello"), Map.of(), 0, "UTF-8");
      frames.send(Kind.REQUEST, other.bytes());
      Frames.Frame answer = frames.read();
      assertThat(answer.kind()).isEqualTo(Kind.REFUSED);
      assertThat(answer.text())
          .contains("bactrian 0.1", PROGRAM_VERSION, "restart it")
          .contains(String.valueOf(ProcessHandle.current().pid()));
    }
  }

  @Test
  void a_caller_that_vanishes_ends_its_questions_and_its_waiting_and_no_more() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    AtomicReference<Object> ended = new AtomicReference<>();
    commands.put(
        "wait",
        (invocation, words) -> {
          invocation.out().println("waiting");
          asked.countDown();
          ended.set(invocation.keyboard().line());
          invocation.out().println("written to who is gone");
          await().untilAsserted(() -> assertThatThrownBy(invocation::check).isNotNull());
          assertThat(Thread.currentThread().isInterrupted()).isFalse();
          ended.set("checked");
          return 0;
        });
    try (Frames frames = new Frames(connect())) {
      Request request = new Request(PROGRAM_VERSION, List.of("wait"), Map.of(), 0, "UTF-8");
      frames.send(Kind.REQUEST, request.bytes());
      assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
    }
    await().untilAsserted(() -> assertThat(ended).hasValue("checked"));
    assertThat(new Caller(data).run("hello")).contains(0);
  }

  @Test
  void only_this_user_may_enter_and_a_killed_ones_socket_is_replaced() throws IOException {
    Path socket = data.resolve(SocketPlace.NAME);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
        .isEqualTo("rw-------");
    assertThat(server(data)).as("while another listens").isEmpty();
    server.close();
    assertThat(socket).doesNotExist();
    assertThat(new Caller(data).run("hello")).isEmpty();
    java.nio.channels.ServerSocketChannel killed =
        java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX);
    killed.bind(UnixDomainSocketAddress.of(socket));
    killed.close();
    assertThat(socket).exists();
    assertThat(new Caller(data).run("hello")).as("nobody listens").isEmpty();
    server = server(data).orElseThrow();
    assertThat(new Caller(data).run("hello")).contains(0);
  }

  @Test
  void another_user_gets_neither_through_the_folder_nor_past_the_kernels_word() throws Exception {
    assumeThat(nobody("print('here')")).as("root, setpriv and /usr/bin/python3").isEqualTo("here");
    AtomicReference<String> ran = new AtomicReference<>();
    commands.put("hello", (invocation, words) -> say(invocation, ran.updateAndGet(old -> "ran")));
    Path socket = data.resolve(SocketPlace.NAME);
    mode(data, "rwx------");
    assertThat(nobody(call(socket))).contains("PermissionError");
    mode(data, "rwxr-xr-x");
    assertThat(nobody(call(socket))).contains("PermissionError");
    mode(data, "rwxrwxrwx");
    mode(socket, "rwxrwxrwx");
    assertThat(nobody(call(socket))).doesNotContain("PermissionError").contains("closed");
    assertThat(ran).hasValue(null);
    assertThat(new Caller(data).run("hello")).contains(0);
    assertThat(ran).hasValue("ran");
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  /** A caller's side, for a user who can't read the classes of these tests. */
  private static String call(Path socket) throws IOException {
    Request request = new Request(PROGRAM_VERSION, List.of("hello"), Map.of(), 0, "UTF-8");
    return """
        import socket, struct, base64
        s = socket.socket(socket.AF_UNIX)
        s.connect('%s')
        try:
          body = base64.b64decode('%s')
          s.sendall(struct.pack('>bi', 0, len(body)) + body)
          print(s.recv(100) or 'closed')
        except (BrokenPipeError, ConnectionResetError):
          print('closed')
        """
        .formatted(socket, java.util.Base64.getEncoder().encodeToString(request.bytes()));
  }

  private static String nobody(String script) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(
                  "setpriv",
                  "--reuid=65534",
                  "--regid=65534",
                  "--clear-groups",
                  "/usr/bin/python3",
                  "-c",
                  script)
              .directory(new java.io.File("/"))
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return said.strip();
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  @Test
  void a_path_too_long_for_a_socket_leads_to_a_private_folder() throws IOException {
    Path deep = data.resolve("a".repeat(90)).resolve("b".repeat(90));
    Path socket;
    try (CommandServer there = server(deep).orElseThrow()) {
      assertThat(new Caller(deep).run("hello")).contains(0);
      socket = new SocketPlace(deep).find();
      assertThat(socket.toString()).hasSizeLessThan(100);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
          .isEqualTo("rwx------");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(deep)))
          .isEqualTo("rwx------");
      assertThat(deep.resolve(SocketPlace.POINTER)).exists();
      assertThat(there).isNotNull();
    }
    assertThat(socket.getParent()).doesNotExist();
    assertThat(deep.resolve(SocketPlace.POINTER)).doesNotExist();
  }

  @Test
  void a_process_that_is_stopped_says_so_to_its_callers() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    commands.put(
        "long",
        (invocation, words) -> {
          begun.countDown();
          return invocation.keyboard().line().isEmpty() ? 0 : 1;
        });
    Caller caller =
        new Caller(data, "stays here") {
          @Override
          public Optional<String> line() throws InterruptedException {
            new CountDownLatch(1).await();
            return Optional.empty();
          }
        };
    AtomicReference<Optional<Integer>> code = new AtomicReference<>();
    Thread calling = new Thread(() -> code.set(caller.run("long")));
    calling.start();
    assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
    server.dismiss();
    calling.join(60_000);
    assertThat(code).hasValue(Optional.of(2));
    assertThat(caller.err.toString(StandardCharsets.UTF_8)).contains("is being stopped");
  }

  @Test
  void settings_that_would_have_to_differ_are_refused() {
    commands.put(
        "work",
        (invocation, words) -> {
          try {
            return invocation.onBactrian(bactrian -> 0);
          } catch (SettingsException e) {
            invocation.err().println(e.getMessage());
            return 2;
          }
        });
    Caller same = new Caller(data);
    same.settings = Map.of("bactrian.poll-every", "10s", "bactrian.data-directory", "elsewhere");
    assertThat(same.run("work")).contains(0);
    Caller other = new Caller(data);
    other.settings = Map.of("bactrian.marketo.client-secret", "hush");
    assertThat(other.run("work")).contains(2);
    assertThat(other.err.toString(StandardCharsets.UTF_8))
        .contains("was started with another bactrian.marketo.client-secret")
        .doesNotContain("hush");
  }

  private static final String PROGRAM_VERSION = "bactrian (of this test)";

  private SocketChannel connect() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(data.resolve(SocketPlace.NAME)));
  }

  private static int say(Invocation invocation, String words) {
    invocation.out().println(words);
    return 0;
  }

  private Optional<CommandServer> server(Path folder) {
    return server(folder, Duration.ofMinutes(1));
  }

  private Optional<CommandServer> server(Path folder, Duration patience) {
    Settings settings = settings(folder);
    Program program =
        new Program() {
          @Override
          public int execute(Invocation invocation, String... arguments) {
            try {
              return commands.get(arguments[0]).run(invocation, arguments);
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          }

          @Override
          public String version() {
            return PROGRAM_VERSION;
          }
        };
    Host host = new Host(program, null, settings, "jdbc:h2:file:x", given -> settings(folder));
    return CommandServer.open(new SocketPlace(folder), host, patience);
  }

  private static Settings settings(Path folder) {
    Properties given = new Properties();
    given.setProperty("bactrian.data-directory", folder.toString());
    return Settings.read(folder, given, Map.of());
  }

  /** A command of another process, with what it types and what it is told. */
  private static class Caller implements Invocation, Keyboard {

    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();
    final List<String> hidden = new ArrayList<>();
    Map<String, String> settings = Map.of();
    private final Path data;
    private final List<String> typed;

    Caller(Path data, String... typed) {
      this.data = data;
      this.typed = new ArrayList<>(List.of(typed));
    }

    Optional<Integer> run(String... words) {
      Request request = new Request(PROGRAM_VERSION, List.of(words), settings, 99, "UTF-8");
      return new CommandClient(new SocketPlace(data), this).run(request);
    }

    @Override
    public synchronized Optional<String> line() throws InterruptedException {
      return typed.isEmpty() ? Optional.empty() : Optional.of(typed.remove(0));
    }

    @Override
    public Optional<String> hidden() throws InterruptedException {
      Optional<String> line = line();
      line.ifPresent(hidden::add);
      return line;
    }

    @Override
    public Optional<String> typed() {
      return Optional.empty();
    }

    @Override
    public Actor actor() {
      return Actor.commandLine("test");
    }

    @Override
    public Keyboard keyboard() {
      return this;
    }

    @Override
    public PrintStream out() {
      return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    @Override
    public PrintStream err() {
      return new PrintStream(err, true, StandardCharsets.UTF_8);
    }

    @Override
    public void define(Map<String, String> definitions) {}

    @Override
    public Settings settings() {
      throw new AssertionError("the process has its own");
    }

    @Override
    public int columns() {
      return 99;
    }

    @Override
    public int onDatabase(Work<Database> work) {
      throw new AssertionError("the process has it");
    }

    @Override
    public int onBactrian(Work<Bactrian> work) {
      throw new AssertionError("the process has it");
    }

    @Override
    public int onBactrianAnew(Work<Bactrian> work) {
      throw new AssertionError("the process has it");
    }

    @Override
    public int onServing(Work<Bactrian> work) {
      throw new AssertionError("the process has it");
    }

    @Override
    public void check() {}
  }
}
