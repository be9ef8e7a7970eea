package org.bactrian.connection;

/** A step of the set-up that can't be taken; it is stored as the step's problem too. */
public final class SetupTrouble extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public SetupTrouble(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /** What went wrong, and what to do. */
  public Problem problem() {
    return problem;
  }
}
