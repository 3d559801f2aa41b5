import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks or rewrites all Java sources of the current directory, in one JVM. Run by the root {@code
 * pom.xml}; {@code check} writes nothing and exits 1 when a file would change.
 */
final class Format {

  private static final Formatter FORMATTER = new Formatter();

  private Format() {}

  public static void main(String[] arguments) throws IOException {
    boolean rewrite =
        switch (String.join(" ", arguments)) {
          case "check" -> false;
          case "rewrite" -> true;
          default -> throw new IllegalArgumentException("usage: Format check|rewrite");
        };
    List<Path> changed = new ArrayList<>();
    for (Path source : sources()) {
      String before = Files.readString(source);
      String after;
      try {
        after = format(before);
      } catch (FormatterException e) {
        System.err.println(source + " cannot be parsed: " + e.getMessage());
        System.exit(1);
        return;
      }
      if (!after.equals(before)) {
        changed.add(source);
        if (rewrite) {
          Files.writeString(source, after);
        }
      }
    }
    changed.forEach(
        source -> System.err.println((rewrite ? "formatted " : "not formatted: ") + source));
    if (!rewrite && !changed.isEmpty()) {
      System.err.println("Run packaging/format and look at what it changed.");
      System.exit(1);
    }
  }

  private static String format(String source) throws FormatterException {
    String imports = ImportOrderer.reorderImports(source, Style.GOOGLE);
    return FORMATTER.formatSource(RemoveUnusedImports.removeUnusedImports(imports));
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> modules = Files.list(Path.of(""))) {
      List<Path> found = new ArrayList<>();
      for (Path module : modules.filter(Files::isDirectory).toList()) {
        found.addAll(sourcesBelow(module));
      }
      return found;
    }
  }

  private static List<Path> sourcesBelow(Path module) throws IOException {
    Path built = module.resolve("target");
    try (Stream<Path> files = Files.walk(module)) {
      return files
          .filter(file -> file.toString().endsWith(".java") && !file.startsWith(built))
          .sorted()
          .toList();
    }
  }
}
