package io.hotpair.resource;

import io.hotpair.core.model.site.ResourceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An OCF resource agent with the parameters that it gets on this node: what it is given by its
 * environment, as the standard says.
 *
 * @param file its program
 * @param parameters by name, without those that are empty on this node
 * @param fixed what every action finds in its environment
 */
record OcfAgent(Path file, Map<String, String> parameters, Map<String, String> fixed) {
  /** What agents put before the reason of a failure; see ocf_exit_reason in their library. */
  static final String REASON_PREFIX = "ocf-exit-reason:";

  private static final Logger LOG = LoggerFactory.getLogger(OcfAgent.class);
  private static final Pattern NAME =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9_.-]*):([A-Za-z0-9][A-Za-z0-9_.-]*)");
  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** The parameter that is the check level of monitors instead. */
  private static final String CHECK_LEVEL = "OCF_CHECK_LEVEL";

  /** Where Debian's and Red Hat's agents keep small files until the next boot. */
  private static final Path RUN_DIRECTORY = Path.of("/run/resource-agents");

  private static final Set<PosixFilePermission> RUN_MODE =
      PosixFilePermissions.fromString("rwxr-xr-x");

  /**
   * The agent that a specification names.
   *
   * @throws IllegalArgumentException if its name, or a parameter's, is malformed
   */
  static OcfAgent of(Instance instance, ResourceSpec spec, Path ocfRoot) {
    Matcher name = NAME.matcher(spec.agent());
    if (!name.matches()) {
      throw new IllegalArgumentException(
          "OCF agent \"" + spec.agent() + "\": allowed is PROVIDER:TYPE, as heartbeat:IPaddr2");
    }
    String provider = name.group(1);
    String type = name.group(2);
    Map<String, String> parameters = parameters(instance, spec);
    Map<String, String> fixed = new HashMap<>();
    fixed.put("PATH", Programs.PATH);
    fixed.put("LC_ALL", "C");
    fixed.put("HOME", "/");
    fixed.put("OCF_ROOT", ocfRoot.toString());
    fixed.put("OCF_RA_VERSION_MAJOR", "1");
    fixed.put("OCF_RA_VERSION_MINOR", "1");
    fixed.put("OCF_RESOURCE_INSTANCE", instance.toString());
    fixed.put("OCF_RESOURCE_TYPE", type);
    fixed.put("OCF_RESOURCE_PROVIDER", provider);
    fixed.put("OCF_EXIT_REASON_PREFIX", REASON_PREFIX);
    fixed.put("OCF_RESKEY_CRM_meta_on_node", instance.node().value());
    parameters.forEach((parameter, value) -> fixed.put(variable(parameter), value));
    Path file = ocfRoot.resolve("resource.d").resolve(provider).resolve(type);
    return new OcfAgent(file, Map.copyOf(parameters), Map.copyOf(fixed));
  }

  private static String variable(String parameter) {
    return parameter.equals(CHECK_LEVEL) ? CHECK_LEVEL : "OCF_RESKEY_" + parameter;
  }

  private static Map<String, String> parameters(Instance instance, ResourceSpec spec) {
    Map<String, String> values = new HashMap<>();
    spec.parameters()
        .forEach(
            (name, value) -> {
              if (!PARAMETER.matcher(name).matches()) {
                throw new IllegalArgumentException(
                    "parameter \"" + name + "\" of " + instance + ": allowed are A-Z a-z 0-9 _");
              }
              if (!value.on(instance.node()).isEmpty()) {
                values.put(name, value.on(instance.node()));
              }
            });
    return values;
  }

  /**
   * The environment of one action.
   *
   * @param interval between two monitors; zero for a probe and for all other actions
   */
  Map<String, String> environment(String action, Duration deadline, Duration interval) {
    Map<String, String> all = new HashMap<>(fixed);
    all.put("OCF_RESKEY_CRM_meta_name", action);
    all.put("OCF_RESKEY_CRM_meta_timeout", Long.toString(deadline.toMillis()));
    all.put("OCF_RESKEY_CRM_meta_interval", Long.toString(interval.toMillis()));
    return all;
  }

  /** What is wrong with the parameters, in words; empty if nothing. */
  List<String> misfits(OcfMetaData metaData) {
    List<String> misfits = new ArrayList<>();
    metaData
        .parameters()
        .forEach(
            (name, required) -> {
              if (required && !parameters.containsKey(name)) {
                misfits.add("parameter " + name + " is required");
              }
            });
    List<String> unknown =
        new TreeMap<>(parameters)
            .keySet().stream()
                .filter(name -> !name.equals(CHECK_LEVEL))
                .filter(name -> !metaData.parameters().containsKey(name))
                .toList();
    if (!unknown.isEmpty()) {
      misfits.add(
          "unknown parameter "
              + String.join(", ", unknown)
              + "; allowed are "
              + String.join(", ", metaData.parameters().keySet()));
    }
    return misfits;
  }

  /** Makes the agents' directory below /run where nothing made it at boot, as in a container. */
  static void provideRunDirectory() {
    if (!Files.isDirectory(RUN_DIRECTORY)) {
      try {
        Files.createDirectory(RUN_DIRECTORY, PosixFilePermissions.asFileAttribute(RUN_MODE));
      } catch (IOException e) {
        LOG.debug("{} cannot be made; some agents need it: {}", RUN_DIRECTORY, e.toString());
      }
    }
  }
}
