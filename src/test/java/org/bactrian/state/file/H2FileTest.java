package org.bactrian.state.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.bactrian.local.Modes;
import org.bactrian.state.Database;
import org.bactrian.state.connection.Facts;
import org.bactrian.state.lease.SyncLease;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2FileTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String ADDRESS = "forget.me@x.example";

  @TempDir Path folder;
  private Path file;
  private Database database;

  @BeforeEach
  void open() {
    OwnerOnlyFilePath.register();
    file = folder.resolve("bactrian.mv.db");
    database =
        Database.open(
            "jdbc:h2:owner:%s;WRITE_DELAY=0;RETENTION_TIME=2000;CACHE_SIZE=8192"
                .formatted(folder.resolve("bactrian")),
            "",
            "");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void what_was_deleted_is_in_the_file_until_it_is_written_anew() throws IOException {
    Facts facts = new Facts(database);
    facts.keep("a", ADDRESS);
    facts.keep("b", "what stays");
    facts.keep("a", "nothing");
    assertThat(bytes()).contains(ADDRESS).contains("what stays");
    assertThat(database.rewriteFile(PATIENCE)).isTrue();
    assertThat(bytes()).doesNotContain(ADDRESS).contains("what stays");
    assertThat(facts.find("b")).contains("what stays");
    assertThat(Modes.of(file)).isEqualTo("rw-------");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void others_wait_while_it_is_written_anew_and_go_on() throws Exception {
    Facts facts = new Facts(database);
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<Integer>> workers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String name = "worker" + i;
      workers.add(
          threads.submit(
              () -> {
                int done = 0;
                while (!over.get()) {
                  facts.keep(name, String.valueOf(++done));
                  assertThat(facts.find(name)).contains(String.valueOf(done));
                }
                return done;
              }));
    }
    for (int times = 0; times < 3; times++) {
      Awaitility.await("a moment between two statements")
          .until(() -> database.rewriteFile(Duration.ofSeconds(1)));
    }
    over.set(true);
    for (int i = 0; i < 4; i++) {
      String last = String.valueOf(workers.get(i).get());
      assertThat(facts.find("worker" + i)).contains(last);
    }
    threads.shutdown();
  }

  @Test
  void a_lease_goes_on_while_it_is_written_anew() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (SyncLease lease = new SyncLease(database, SyncLease.SYNC, Duration.ofSeconds(20))) {
      Future<Integer> work =
          thread.submit(
              () -> {
                int done = 0;
                while (!over.get()) {
                  assertThat(lease.whileHolding(() -> {})).isTrue();
                  done++;
                }
                return done;
              });
      for (int times = 0; times < 5; times++) assertThat(database.rewriteFile(PATIENCE)).isTrue();
      over.set(true);
      assertThat(work.get()).isPositive();
    }
    thread.shutdown();
  }

  @Test
  void a_transaction_under_way_is_not_disturbed() {
    boolean rewritten =
        database
            .jdbi()
            .inTransaction(
                h -> {
                  h.execute("INSERT INTO fact (name, finding) VALUES ('a', 'b')");
                  return database.rewriteFile(Duration.ofMillis(50));
                });
    assertThat(rewritten).isFalse();
    assertThat(new Facts(database).find("a")).contains("b");
    assertThat(database.rewriteFile(PATIENCE)).isTrue();
  }

  @Test
  void what_edits_made_it_grow_by_is_given_back_while_it_is_open() throws IOException {
    Facts facts = new Facts(database);
    facts.keep("edit", "stays");
    database.jdbi().useTransaction(h -> h.execute("CREATE TABLE bulk (text VARCHAR)"));
    String text = "x".repeat(100_000);
    for (int i = 0; i < 200; i++) {
      database.jdbi().useTransaction(h -> h.execute("INSERT INTO bulk (text) VALUES (?)", text));
    }
    database.jdbi().useTransaction(h -> h.execute("DROP TABLE bulk"));
    long grown = Files.size(file);
    assertThat(grown).as("every commit is written at once").isGreaterThan(12_000_000);
    database.tidyFile(PATIENCE);
    assertThat(Files.size(file)).isLessThan(grown / 4);
    assertThat(facts.find("edit")).contains("stays");
  }

  private String bytes() throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }

  @Test
  void what_a_database_left_open_is_released() throws IOException {
    Path left = folder.resolve("left.mv.db");
    try (FileChannel before = FilePath.get("owner:" + left).open("rw")) {
      assertThat(before.tryLock()).isNotNull();
      OwnerOnlyFilePath.release("jdbc:h2:owner:" + folder.resolve("other") + ";WRITE_DELAY=0");
      assertThat(before.isOpen()).isTrue();
      OwnerOnlyFilePath.release("jdbc:h2:owner:" + folder.resolve("left") + ";WRITE_DELAY=0");
      assertThat(before.isOpen()).isFalse();
      try (FileChannel again = FilePath.get("owner:" + left).open("rw")) {
        assertThat(again.tryLock()).isNotNull();
      }
    }
  }
}
