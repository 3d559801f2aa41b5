package io.hotpair.cli;

/** What an exit status of {@code hotpair} means; fixed, because scripts build on it. */
public final class ExitStatus {
  /** Done as asked. */
  public static final int DONE = 0;

  /** Begun, and not done. */
  public static final int FAILED = 1;

  /** The command line or the site file is wrong; nothing was begun. */
  public static final int USAGE = 2;

  /** This machine lacks something, as a running agent. */
  public static final int ENVIRONMENT = 3;

  /** The agent refused; nothing was begun. */
  public static final int REFUSED = 4;

  /** What became of it could not be told; look before you order again. */
  public static final int UNKNOWN = 5;

  private ExitStatus() {}
}
