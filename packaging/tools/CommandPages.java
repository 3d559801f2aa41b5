import io.hotpair.cli.ExitStatus;
import io.hotpair.cli.HotpairCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Writes what a package says of the command line, from the command line itself: CommandPages FOLDER
 * VERSION DATE makes FOLDER/man1/hotpair*.1 (man(7)) and FOLDER/completion/hotpair (bash).
 */
final class CommandPages {
  private final Path folder;
  private final String heading;

  private CommandPages(Path folder, String version, String date) {
    this.folder = folder;
    this.heading = " 1 " + quoted(date) + " " + quoted("hotpair " + version);
  }

  public static void main(String[] arguments) throws IOException {
    CommandPages pages = new CommandPages(Path.of(arguments[0]), arguments[1], arguments[2]);
    CommandLine root = HotpairCommand.create((site, node, socket, state) -> ExitStatus.FAILED);
    pages.write("completion", "hotpair", AutoComplete.bash("hotpair", root));
    pages.page(root, "hotpair");
    for (CommandLine command : root.getSubcommands().values()) {
      pages.page(command, "hotpair-" + command.getCommandName());
    }
  }

  private void page(CommandLine line, String name) throws IOException {
    CommandSpec spec = line.getCommandSpec();
    List<String> text = new ArrayList<>();
    text.add(".TH " + quoted(name) + heading);
    text.add(".SH NAME");
    String[] description = spec.usageMessage().description();
    text.add(plain(name) + " \\- " + plain(firstSentence(description)));
    text.add(".SH SYNOPSIS");
    text.add(
        plain(
            line.getUsageMessage()
                .lines()
                .limit(1)
                .collect(Collectors.joining())
                .replaceFirst("^Usage: *", "")));
    text.add(".SH DESCRIPTION");
    text.add(plain(String.join(" ", description)));
    commands(line, text);
    arguments(spec, text);
    UsageMessageSpec usage = spec.root().usageMessage();
    text.add(".SH EXIT STATUS");
    text.add(plain(String.join(" ", usage.footer()).strip().replaceFirst("^Exit status: ", "")));
    text.add(".SH FILES");
    text.add(".TP");
    text.add(".I /etc/hotpair/site.yaml");
    text.add("the site, the same file on both nodes of a pair");
    text.add(".SH SEE ALSO");
    text.add(plain(seeAlso(line)));
    write("man1", name + ".1", String.join("\n", text) + "\n");
  }

  private static void commands(CommandLine line, List<String> text) {
    if (line.getSubcommands().isEmpty()) {
      return;
    }
    text.add(".SH COMMANDS");
    line.getSubcommands()
        .forEach(
            (name, command) -> {
              text.add(".TP");
              text.add(".B " + plain(name));
              text.add(plain(firstSentence(command.getCommandSpec().usageMessage().description())));
            });
  }

  private static void arguments(CommandSpec spec, List<String> text) {
    text.add(".SH OPTIONS");
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      argument(parameter, parameter.paramLabel(), text);
    }
    for (OptionSpec option : spec.options()) {
      String names = String.join(", ", option.names());
      boolean takes = option.arity().max() > 0;
      argument(option, takes ? names + " " + option.paramLabel() : names, text);
    }
  }

  private static void argument(ArgSpec argument, String head, List<String> text) {
    if (argument.hidden()) {
      return;
    }
    text.add(".TP");
    text.add(".B " + plain(head));
    String said = String.join(" ", argument.description());
    if (argument.defaultValue() != null) {
      said = said.replace("${DEFAULT-VALUE}", argument.defaultValue());
    }
    text.add(plain(said));
  }

  private static String seeAlso(CommandLine line) {
    if (line.getParent() != null) {
      return "hotpair(1)";
    }
    return line.getSubcommands().keySet().stream()
        .map(name -> "hotpair-" + name + "(1)")
        .collect(Collectors.joining(", "));
  }

  private static String firstSentence(String[] description) {
    String all = String.join(" ", Arrays.asList(description));
    int end = all.indexOf(". ");
    String first = end < 0 ? all : all.substring(0, end);
    return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
  }

  /** Text that troff takes as it is. */
  private static String plain(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("%n", "\n");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }

  private static String quoted(String text) {
    return "\"" + plain(text).replace("\"", "\\(dq") + "\"";
  }

  private void write(String kind, String name, String text) throws IOException {
    Files.createDirectories(folder.resolve(kind));
    Files.writeString(folder.resolve(kind).resolve(name), text);
  }
}
