package io.hotpair.config;

import io.hotpair.core.model.RaidReading;
import io.hotpair.core.model.RaidState;
import io.hotpair.core.model.site.Endpoint;
import io.hotpair.core.model.site.RaidSpec;
import io.hotpair.core.model.site.Secret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code raid} of a LUN: how to ask for the state of its array. */
final class RaidReader {
  private static final int MOST_ARGUMENTS = 64;
  private static final int MOST_NUMBERS = 64;
  private static final Pattern MD = Pattern.compile("md[A-Za-z0-9_]{1,28}");
  private static final Pattern OID = Pattern.compile("[0-2](?:\\.(?:0|[1-9][0-9]{0,9})){2,126}");
  private static final Pattern LEVEL =
      Pattern.compile("[A-Za-z0-9+_-]{1," + RaidReading.LONGEST_LEVEL + "}");

  private final SecretFiles secretFiles;
  private final TrustedPrograms programs;

  RaidReader(SecretFiles secretFiles, TrustedPrograms programs) {
    this.secretFiles = secretFiles;
    this.programs = programs;
  }

  Optional<RaidSpec> read(Value value) {
    Section section = value.section();
    Optional<Value> md = section.optional("md");
    Optional<Value> command = section.optional("command");
    Optional<Value> snmp = section.optional("snmp");
    section.end();
    if (value.isSection()
        && List.of(md, command, snmp).stream().filter(Optional::isPresent).count() != 1) {
      return value.refuse("does not name one way; allowed is one of md, command, snmp");
    }
    if (md.isPresent()) {
      return md.get().text(MD, "are names as /proc/mdstat has them, as md0").map(RaidSpec.Md::new);
    }
    return command.isPresent() ? command.flatMap(this::command) : snmp.flatMap(this::snmp);
  }

  private Optional<RaidSpec> command(Value value) {
    List<Value> items = value.items(MOST_ARGUMENTS);
    if (items.isEmpty()) {
      return value.isList()
          ? value.refuse("is empty; allowed are a program and its arguments")
          : Optional.empty();
    }
    List<String> words = new ArrayList<>();
    items.forEach(item -> item.text().ifPresent(words::add));
    return words.size() == items.size() && programs.accepts(items.getFirst())
        ? Optional.of(new RaidSpec.Command(words))
        : Optional.empty();
  }

  private Optional<RaidSpec> snmp(Value value) {
    Section section = value.section();
    Optional<Endpoint> endpoint =
        section.required("address").flatMap(text -> Addresses.endpoint(text, "udp:", 1));
    Optional<Secret> community =
        section.required("community").flatMap(file -> secretFiles.read(file, 1));
    Optional<String> oid =
        section
            .required("oid")
            .flatMap(text -> text.text(OID, "are numbers as 1.3.6.1.4.1.6574.3.1.1.3.0"));
    String level =
        section
            .optional("level")
            .flatMap(text -> text.text(LEVEL, "are 1 to 32 of A-Z a-z 0-9 + _ -"))
            .orElse("");
    Map<Long, RaidState> states = new HashMap<>();
    numbers(section.required("optimal"), RaidState.OPTIMAL, states);
    numbers(section.optional("rebuilding"), RaidState.REBUILDING, states);
    numbers(section.optional("degraded"), RaidState.DEGRADED, states);
    numbers(section.optional("failed"), RaidState.FAILED, states);
    section.end();
    if (endpoint.isEmpty() || community.isEmpty() || oid.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new RaidSpec.Snmp(
            endpoint.get().host(),
            endpoint.get().port(),
            community.get(),
            oid.get(),
            states,
            level));
  }

  private static void numbers(Optional<Value> list, RaidState state, Map<Long, RaidState> states) {
    for (Value item : list.map(value -> value.items(MOST_NUMBERS)).orElse(List.of())) {
      item.number(0, Integer.MAX_VALUE)
          .ifPresent(
              number -> {
                if (states.putIfAbsent(number.longValue(), state) != null) {
                  item.refuse("is %d, which stands here twice".formatted(number));
                }
              });
    }
  }
}
