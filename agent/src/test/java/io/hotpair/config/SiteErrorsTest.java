package io.hotpair.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hotpair.config.SiteReading.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Broken site files beside the errors that they must give, word for word. With the property {@code
 * hotpair.rewrite} the errors are written anew; look at the difference.
 */
final class SiteErrorsTest {
  private static final Path CASES =
      Path.of("src", "test", "resources", "io", "hotpair", "config", "errors");

  @TempDir private Path folder;

  static List<String> cases() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .map(name -> name.substring(0, name.length() - ".yaml".length()))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void allErrorsAreToldAtOnceWithTheirPlaces(String name) throws IOException {
    String yaml = Files.readString(CASES.resolve(name + ".yaml"));
    SiteReading reading = new SiteFolder(folder).read(yaml, "a");
    String told =
        assertInstanceOf(Refused.class, reading).problems().stream()
            .map(problem -> problem.toString().replace(folder.toString(), "FOLDER") + "\n")
            .collect(Collectors.joining());
    Path expected = CASES.resolve(name + ".txt");
    if (Boolean.getBoolean("hotpair.rewrite")) {
      Files.writeString(expected, told);
    }
    assertEquals(Files.readString(expected), told);
  }

  @Test
  void thereAreCases() throws IOException {
    assertFalse(cases().isEmpty());
  }
}
