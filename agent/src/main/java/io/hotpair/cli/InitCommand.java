package io.hotpair.cli;

import io.hotpair.config.SiteFile;
import io.hotpair.config.SiteReading;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "init",
    description = {
      "Writes a new site file for two nodes, with new secrets beside it, from options and answers.",
      "What no --with gives is asked for; never overwrites."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class InitCommand implements Callable<Integer> {
  private static final String EXAMPLE = "blade-center";
  private static final Pattern SECRET = Pattern.compile("secrets/[A-Za-z0-9][A-Za-z0-9_.-]*");
  private static final Pattern FIRST_NODE =
      Pattern.compile("(?m)^nodes:\\n(?: *#.*\\n)*  ([^:]+):");

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "/etc/hotpair/site.yaml",
      description = "the site file to write (${DEFAULT-VALUE})")
  private Path file;

  @Option(
      names = "--with",
      paramLabel = "NAME=VALUE",
      description = {
        "an answer, and no question; NAME is cluster, pair, preferred, preferred-private,"
            + " preferred-public, other, other-private, other-public, other-host, reference, device,"
            + " beat, directory, fstype, unit or address. An empty value leaves that part out, or"
            + " takes what is usual"
      })
  private Map<String, String> with = new LinkedHashMap<>();

  @Option(
      names = "--example",
      paramLabel = "NAME",
      description = "write this example instead: " + EXAMPLE + ", six pairs on two servers")
  private String example;

  @Override
  public Integer call() throws CommandFailure {
    String text = example == null ? new InitSite(answers()).text() : example();
    file = file.toAbsolutePath();
    if (Files.exists(file)) {
      throw new CommandFailure(ExitStatus.REFUSED, file + " exists; it is not overwritten");
    }
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(draft, text);
      secrets(text);
      int status = read(draft, text);
      if (status == ExitStatus.DONE) {
        Files.move(draft, file);
        told();
      }
      return status;
    } catch (IOException unwritable) {
      throw new CommandFailure(
          ExitStatus.ENVIRONMENT, "can't write " + file + ": " + unwritable.getMessage());
    } finally {
      deleteIfThere(draft);
    }
  }

  private String example() throws CommandFailure {
    if (!example.equals(EXAMPLE)) {
      throw new ParameterException(
          spec.commandLine(), "--example " + example + ": allowed is " + EXAMPLE);
    }
    if (!with.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--example takes no --with");
    }
    try (InputStream stream = InitCommand.class.getResourceAsStream(EXAMPLE + ".yaml")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new CommandFailure(ExitStatus.ENVIRONMENT, "this installation lacks the example");
    }
  }

  private InitAnswers answers() throws CommandFailure {
    InitAnswers answers = new InitAnswers();
    for (Map.Entry<String, String> entry : with.entrySet()) {
      if (InitAnswers.ALL.stream().noneMatch(it -> it.label().equals(entry.getKey()))) {
        throw new ParameterException(
            spec.commandLine(), "--with " + entry.getKey() + ": see --help for what is allowed");
      }
      answers.put(entry.getKey(), entry.getValue());
    }
    if (!answers.missing().isEmpty()) {
      ask(answers);
    }
    if (!answers.missing().isEmpty()) {
      throw new CommandFailure(
          ExitStatus.USAGE, "no answer for " + String.join(", ", answers.missing()));
    }
    return answers;
  }

  private void ask(InitAnswers answers) throws CommandFailure {
    PrintWriter questions = spec.commandLine().getErr();
    try {
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (InitAnswers.Question question : InitAnswers.ALL) {
        if (answers.has(question.label()) || answers.isIdle(question)) {
          continue;
        }
        String usual = question.usual().isEmpty() ? "" : " [" + question.usual() + "]";
        questions.print(question.text() + usual + ": ");
        questions.flush();
        String answer = reader.readLine();
        if (answer == null) {
          questions.println();
          return;
        }
        answers.put(question.label(), answer);
      }
    } catch (IOException broken) {
      throw new CommandFailure(ExitStatus.ENVIRONMENT, "the answers can't be read: " + broken);
    }
  }

  /** Makes each secret that the text names and that is not there yet. */
  private void secrets(String text) throws CommandFailure {
    TreeSet<String> names = new TreeSet<>();
    names.add("secrets/cluster.key");
    Matcher matcher = SECRET.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group());
    }
    for (String name : names) {
      Path secret = file.resolveSibling(name);
      if (Files.notExists(secret)) {
        KeygenCommand.write(secret);
        spec.commandLine().getOut().println(secret);
      }
    }
  }

  private int read(Path draft, String text) {
    Matcher matcher = FIRST_NODE.matcher(text);
    Optional<String> first = matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    return switch (SiteFile.read(draft, first)) {
      case SiteReading.Refused refused -> {
        refused.problems().forEach(spec.commandLine().getErr()::println);
        yield ExitStatus.USAGE;
      }
      case SiteReading.Accepted accepted -> ExitStatus.DONE;
    };
  }

  private void told() {
    PrintWriter output = spec.commandLine().getOut();
    output.println(file);
    output.println("Copy it with its secrets to every other node, as root. Then on each:");
    output.println("  hotpair check-config && systemctl start hotpair && hotpair validate");
    if (example != null) {
      output.println("Before that, put in your own site, and the fence devices' own passwords.");
    }
  }

  private static void deleteIfThere(Path draft) throws CommandFailure {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException stuck) {
      throw new CommandFailure(ExitStatus.ENVIRONMENT, "can't remove " + draft);
    }
  }
}
