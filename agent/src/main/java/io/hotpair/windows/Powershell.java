package io.hotpair.windows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hotpair.core.model.Outcome;
import io.hotpair.port.Processes;
import io.hotpair.port.Processes.Ended;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the scripts that lie beside this class, by Windows PowerShell 5.1, which every Windows since
 * Server 2016 has. A script is a constant and goes as {@code -EncodedCommand}; what it works on
 * goes as JSON in an environment variable. So nothing of the site file is ever read as script.
 */
final class Powershell {
  /** Where the scripts find what they work on. */
  static final String ARGUMENTS = "HOTPAIR_ARGUMENTS";

  private static final String PRELUDE = "prelude.ps1";
  private static final String RUN =
      "\ntry { Answer (Run) } catch { Answer @{ Error = (Flaw $_) } }\n";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_WORDS = 300;

  private final Processes processes;
  private final SystemFolder folder;

  /** Nothing is run yet. */
  Powershell(Processes processes, SystemFolder folder) {
    this.processes = processes;
    this.folder = folder;
  }

  /**
   * What a script says.
   *
   * @param value its answer; empty if there is an error
   * @param error what it failed of; empty if it did not
   */
  record Answer(JsonNode value, Optional<ScriptError> error) {
    /** The elements of a list; one element may stand alone, as PowerShell likes to write it. */
    List<JsonNode> list(String name) {
      return elements(value.path(name));
    }

    private static List<JsonNode> elements(JsonNode node) {
      if (node.isMissingNode() || node.isNull()) {
        return List.of();
      }
      // PowerShell 5.1 writes some arrays as an object with the array in it.
      JsonNode array = node.isObject() && node.path("value").isArray() ? node.path("value") : node;
      List<JsonNode> elements = new ArrayList<>();
      if (array.isArray()) {
        array.forEach(elements::add);
      } else {
        elements.add(array);
      }
      return List.copyOf(elements);
    }
  }

  /**
   * Runs one.
   *
   * @param script a file's name here
   * @param arguments what it works on, as {@code $given}
   * @return {@code Unknown} also if it says nothing that can be read
   */
  Outcome<Answer> run(String script, Map<String, Object> arguments, Duration deadline) {
    Map<String, String> environment = new HashMap<>(folder.environment());
    environment.put(ARGUMENTS, json(arguments));
    Outcome<Ended> outcome =
        processes.run(command(folder, script), environment, new byte[0], deadline);
    return switch (outcome) {
      case Outcome.Succeeded<Ended>(Ended ended) -> read(script, ended);
      case Outcome.Failed<Ended>(String reason) -> new Outcome.Failed<>(reason);
      case Outcome.TimedOut<Ended>(Duration after) -> new Outcome.TimedOut<>(after);
      case Outcome.Unknown<Ended>(String reason) -> new Outcome.Unknown<>(reason);
    };
  }

  static List<String> command(SystemFolder folder, String script) {
    return List.of(
        folder.program("WindowsPowerShell\\v1.0\\powershell.exe"),
        "-NoLogo",
        "-NoProfile",
        "-NonInteractive",
        "-OutputFormat",
        "Text",
        "-EncodedCommand",
        encoded(text(PRELUDE) + text(script) + RUN));
  }

  // Base64 of UTF-16, least significant byte first, as about_PowerShell_exe has it.
  private static String encoded(String script) {
    return Base64.getEncoder().encodeToString(script.getBytes(StandardCharsets.UTF_16LE));
  }

  private static String text(String name) {
    try (InputStream stream = Powershell.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalArgumentException("no script " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String json(Map<String, Object> arguments) {
    try {
      return JSON.writeValueAsString(arguments);
    } catch (JsonProcessingException bug) {
      throw new IllegalArgumentException("arguments that are no JSON", bug);
    }
  }

  /** The last line is the answer: a module may have printed before it. */
  static Outcome<Answer> read(String script, Ended ended) {
    Optional<String> last =
        ConsoleText.plain(ended.output())
            .lines()
            .filter(line -> !line.isBlank())
            .reduce((before, line) -> line);
    String what = "script " + script + ", exit status " + ended.status() + ": ";
    try {
      JsonNode answer = last.isPresent() ? JSON.readTree(last.get()) : null;
      if (answer != null && answer.isObject()) {
        Optional<ScriptError> error =
            Optional.of(answer.path("Error")).filter(JsonNode::isObject).map(ScriptError::of);
        return new Outcome.Succeeded<>(new Answer(answer, error));
      }
    } catch (JsonProcessingException strange) {
      return new Outcome.Unknown<>(what + "no JSON: " + bounded(last.orElse("")));
    }
    return new Outcome.Unknown<>(
        what + bounded(ConsoleText.plain(ended.errors()).replace('\n', ' ').strip()));
  }

  private static String bounded(String words) {
    return words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS) + "…";
  }
}
