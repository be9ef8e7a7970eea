package org.bactrian;

/** What goes wrong with the schedule of a process. */
public final class Schedules {

  private Schedules() {}

  /** Stops the route that begins runs. */
  public static void stop(Bactrian bactrian) throws Exception {
    bactrian.camel().getRouteController().stopRoute("schedule");
  }
}
