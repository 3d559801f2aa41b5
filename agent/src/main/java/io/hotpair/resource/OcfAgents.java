package io.hotpair.resource;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.Processes;
import io.hotpair.port.Processes.Ended;
import io.hotpair.trust.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The OCF resource agents that are installed here, and what they say of themselves. */
public final class OcfAgents {
  private static final Path OCF_ROOT = Path.of("/usr/lib/ocf");
  private static final Duration META_DATA_DEADLINE = Duration.ofSeconds(20);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

  private final Path root;
  private final Programs programs;

  /** Those of this machine; {@code processes} asks them. */
  public OcfAgents(Processes processes) {
    this(OCF_ROOT, new Programs(processes, Trust.ofThisUser()));
  }

  OcfAgents(Path root, Programs programs) {
    this.root = root;
    this.programs = programs;
  }

  /**
   * What an agent takes.
   *
   * @param parameters whether each is required, by name
   * @param timeouts the time that it advises for an action
   */
  public record Description(Map<String, Boolean> parameters, Map<String, Duration> timeouts) {
    /** Sorted copies. */
    public Description {
      parameters = new TreeMap<>(parameters);
      timeouts = new TreeMap<>(timeouts);
    }
  }

  /**
   * All, as {@code heartbeat:IPaddr2}, sorted.
   *
   * @throws IOException if their directory is there and can't be read
   */
  public List<String> installed() throws IOException {
    List<String> names = new ArrayList<>();
    for (Path provider : inside(root.resolve("resource.d"))) {
      for (Path agent : inside(provider)) {
        if (Files.isRegularFile(agent) && Files.isExecutable(agent)) {
          names.add(provider.getFileName() + ":" + agent.getFileName());
        }
      }
    }
    return names.stream().sorted().toList();
  }

  private static List<Path> inside(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(entry -> NAME.matcher(entry.getFileName().toString()).matches())
          .toList();
    }
  }

  /**
   * Asks an agent what it takes. {@code Failed}: there is none of that name, or it does not say.
   *
   * @param name as {@code heartbeat:IPaddr2}
   */
  public Outcome<Description> describe(String name) {
    int colon = name.indexOf(':');
    String provider = colon < 0 ? "" : name.substring(0, colon);
    String type = name.substring(colon + 1);
    if (!NAME.matcher(provider).matches() || !NAME.matcher(type).matches()) {
      return new Outcome.Failed<>("\"" + name + "\": allowed is PROVIDER:TYPE");
    }
    Path file = root.resolve("resource.d").resolve(provider).resolve(type);
    Optional<String> obstacle = programs.trust().obstacle(file);
    if (obstacle.isPresent()) {
      return new Outcome.Failed<>(name + ": " + obstacle.get());
    }
    Map<String, String> environment =
        Map.of("PATH", Programs.PATH, "LC_ALL", "C", "HOME", "/", "OCF_ROOT", root.toString());
    Outcome<Ended> outcome =
        programs.run(List.of(file.toString(), "meta-data"), environment, META_DATA_DEADLINE);
    if (!(outcome instanceof Outcome.Succeeded<Ended>(Ended ended))) {
      return Programs.without(name, outcome);
    }
    if (ended.status() != OcfStatus.SUCCESS) {
      return new Outcome.Failed<>(
          name + ": " + OcfStatus.text(ended.status()) + ": " + Programs.lastWords(ended));
    }
    try {
      OcfMetaData metaData = OcfMetaData.parse(ended.output());
      return new Outcome.Succeeded<>(new Description(metaData.parameters(), metaData.timeouts()));
    } catch (IllegalArgumentException unreadable) {
      return new Outcome.Failed<>(name + ": its meta-data are " + unreadable.getMessage());
    }
  }
}
