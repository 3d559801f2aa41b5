package io.hotpair.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
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

  /** The whole command line; {@code starter} is what {@code hotpair agent} starts. */
  public static CommandLine create(AgentStarter starter) {
    return create(commands(starter));
  }

  private static CommandLine create(Map<String, Supplier<Callable<Integer>>> commands) {
    CommandLine line = new CommandLine(new HotpairCommand());
    commands.forEach((name, command) -> line.addSubcommand(name, command.get()));
    line.setParameterExceptionHandler(HotpairCommand::usage);
    line.setExecutionExceptionHandler(HotpairCommand::failure);
    return line;
  }

  private static Map<String, Supplier<Callable<Integer>>> commands(AgentStarter starter) {
    Map<String, Supplier<Callable<Integer>>> commands = new LinkedHashMap<>();
    commands.put("agent", () -> new AgentCommand(starter));
    commands.put("status", StatusCommand::new);
    commands.put("switchover", SwitchoverCommand::new);
    commands.put("suspend", SuspendCommand::new);
    commands.put("suspend-all", SuspendAllCommand::new);
    commands.put("resume", ResumeCommand::new);
    commands.put("clear-fault", ClearFaultCommand::new);
    commands.put("events", EventsCommand::new);
    commands.put("explain", ExplainCommand::new);
    commands.put("init", InitCommand::new);
    commands.put("check-config", CheckConfigCommand::new);
    commands.put("validate", ValidateCommand::new);
    commands.put("resources", ResourcesCommand::new);
    commands.put("keygen", KeygenCommand::new);
    commands.put("simulate", SimulateCommand::new);
    commands.put("demo", DemoCommand::new);
    return commands;
  }

  /**
   * Runs a command line.
   *
   * @return the exit status, one of {@link ExitStatus}
   */
  public static int run(AgentStarter starter, String... arguments) {
    Map<String, Supplier<Callable<Integer>>> commands = commands(starter);
    if (arguments.length > 0) {
      // To describe all commands costs more than most of them do, and an agent's restart is waited
      // for: the others are there only for help and for a name that was mistyped.
      Supplier<Callable<Integer>> named = commands.get(arguments[0]);
      commands = named == null ? commands : Map.of(arguments[0], named);
    }
    CommandLine line = create(commands);
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
