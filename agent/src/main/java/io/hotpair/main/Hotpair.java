package io.hotpair.main;

import io.hotpair.cli.HotpairCommand;

/** Where everything begins. */
public final class Hotpair {
  private Hotpair() {}

  /** Runs one command line and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(HotpairCommand.run(new AgentProcess(), arguments));
  }
}
