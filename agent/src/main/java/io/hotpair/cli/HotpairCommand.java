package io.hotpair.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The root of the command line. */
@Command(
    name = "hotpair",
    description = "Hot standby for pairs of machines that share storage.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = HotpairCommand.Version.class,
    footer = {
      "",
      "Exit status: 0 done, 1 failed, 2 usage or configuration, 3 environment,",
      "4 refused, 5 unknown."
    })
public final class HotpairCommand implements Runnable {
  @Spec private CommandSpec spec;

  private HotpairCommand() {}

  /** The command line; {@code starter} is what {@code hotpair agent} starts. */
  public static CommandLine create(AgentStarter starter) {
    CommandLine line = new CommandLine(new HotpairCommand());
    line.addSubcommand(new AgentCommand(starter));
    line.addSubcommand(new StatusCommand());
    line.addSubcommand(new SwitchoverCommand());
    line.addSubcommand(new SuspendCommand());
    line.addSubcommand(new ResumeCommand());
    line.addSubcommand(new ClearFaultCommand());
    line.addSubcommand(new EventsCommand());
    line.addSubcommand(new CheckConfigCommand());
    line.addSubcommand(new KeygenCommand());
    line.addSubcommand(new DemoCommand());
    line.setParameterExceptionHandler(HotpairCommand::usage);
    line.setExecutionExceptionHandler(HotpairCommand::failure);
    return line;
  }

  /**
   * Runs a command line.
   *
   * @return the exit status, one of {@link ExitStatus}
   */
  public static int run(AgentStarter starter, String... arguments) {
    CommandLine line = create(starter);
    int status = line.execute(arguments);
    // Not every print ends with a line, and only those flush.
    line.getOut().flush();
    line.getErr().flush();
    return status;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }

  private static int usage(ParameterException wrong, String[] arguments) {
    CommandLine line = wrong.getCommandLine();
    PrintWriter errors = line.getErr();
    errors.println("hotpair: " + wrong.getMessage());
    line.usage(errors);
    return ExitStatus.USAGE;
  }

  private static int failure(Exception failure, CommandLine line, ParseResult parsed) {
    if (failure instanceof CommandFailure expected) {
      line.getErr().println("hotpair: " + expected.getMessage());
      return expected.exitStatus();
    }
    failure.printStackTrace(line.getErr());
    return ExitStatus.FAILED;
  }

  /** From the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = HotpairCommand.class.getPackage().getImplementationVersion();
      return new String[] {"hotpair " + (version == null ? "of a working tree" : version)};
    }
  }
}
