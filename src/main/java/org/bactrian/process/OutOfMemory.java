package org.bactrian.process;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends the process once memory ran out anywhere in it: whatever thread lacked it may have left
 * something half done, and a supervisor starts a new process.
 */
public final class OutOfMemory {

  /** The exit code, which is also that of {@code java -XX:+ExitOnOutOfMemoryError}. */
  public static final int EXIT = 3;

  private static final byte[] WORDS =
      ("bactrian: out of memory; ending with 3, so that a supervisor starts it again: give it more"
              + " memory (java -Xmx2g)\n")
          .getBytes(java.nio.charset.StandardCharsets.UTF_8);
  private static final AtomicBoolean WATCHED = new AtomicBoolean();

  private OutOfMemory() {}

  /** Looks at what ends threads from now on. */
  public static void watch() {
    if (!WATCHED.compareAndSet(false, true)) return;
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, thrown) -> {
          endIfIn(thrown);
          if (before != null) before.uncaughtException(thread, thrown);
          else SecretLogFilter.masked(thrown).printStackTrace();
        });
  }

  /** Ends the process if memory ran out, as this failure or one of its causes says. */
  public static void endIfIn(Throwable thrown) {
    if (!WATCHED.get()) return;
    int depth = 0;
    for (Throwable cause = thrown; cause != null && depth++ < 50; cause = cause.getCause()) {
      if (!(cause instanceof OutOfMemoryError)) continue;
      // No more memory than there is: an array that was made before, and no formatting.
      System.err.write(WORDS, 0, WORDS.length);
      System.err.flush();
      Runtime.getRuntime().halt(EXIT);
    }
  }
}
