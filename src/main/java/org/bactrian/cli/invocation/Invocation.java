package org.bactrian.cli.invocation;

import java.io.PrintStream;
import java.util.Map;
import org.bactrian.Bactrian;
import org.bactrian.audit.Actor;
import org.bactrian.settings.Settings;
import org.bactrian.state.Database;

/** One invocation of a command: its settings, output, questions, and what it works on. */
public interface Invocation {

  /** What a command does with a part of Bactrian; returns the exit code. */
  interface Work<T> {
    /** Does it. */
    int on(T part) throws Exception;
  }

  /** Takes the {@code -D} options, by the names of the settings. */
  void define(Map<String, String> definitions);

  /** The settings that hold for this command. */
  Settings settings();

  /** Results. */
  PrintStream out();

  /** Everything else. */
  PrintStream err();

  /** Where the caller types. */
  Keyboard keyboard();

  /** Who calls, for the audit trail. */
  Actor actor();

  /** The width of the caller's terminal in characters; 0 where there is none. */
  int columns();

  /** Works on the database alone; asks neither system. */
  int onDatabase(Work<Database> work) throws Exception;

  /** Works on Bactrian without its schedule: that of a process that has it, else one of its own. */
  int onBactrian(Work<Bactrian> work) throws Exception;

  /** As {@link #onBactrian}, with the mappings, routes and settings as the files have them now. */
  int onBactrianAnew(Work<Bactrian> work) throws Exception;

  /** Works on a Bactrian that serves the console, and that other commands may be run in. */
  int onServing(Work<Bactrian> work) throws Exception;

  /** Ends the command where its caller is gone: there is nobody to wait for. */
  void check();
}
