package io.hotpair.windows;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotpair.core.model.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Map;

/**
 * How Windows is told to start a service, by its key in the registry: whatever would start it
 * without the guard keeps the node unfit.
 */
final class ServiceSettings {
  private static final String SCRIPT = "service.ps1";

  // SERVICE_BOOT_START and up, winnt.h.
  private static final int AUTO_START = 2;
  private static final int DISABLED = 4;

  // SERVICE_FAILURE_ACTIONS as the registry keeps it: five words of 32 bits, then pairs of an
  // SC_ACTION_TYPE and a delay.
  private static final int COUNT_OFFSET = 12;
  private static final int ACTIONS_OFFSET = 20;
  private static final int ACTION_BYTES = 8;
  private static final int RESTART = 1;

  private final Powershell powershell;
  private final String service;
  private final String name;

  /**
   * Nothing is run yet.
   *
   * @param service a key name
   * @param name the resource and its service, for people
   */
  ServiceSettings(Powershell powershell, String service, String name) {
    this.powershell = powershell;
    this.service = service;
    this.name = name;
  }

  Outcome<Boolean> check(Duration deadline) {
    return switch (powershell.run(SCRIPT, Map.of("Service", service), deadline)) {
      case Outcome.Succeeded<Powershell.Answer>(Powershell.Answer answer) -> check(answer);
      case Outcome.Failed<Powershell.Answer>(String reason) -> new Outcome.Failed<>(reason);
      case Outcome.TimedOut<Powershell.Answer>(Duration after) -> new Outcome.TimedOut<>(after);
      case Outcome.Unknown<Powershell.Answer>(String reason) -> new Outcome.Unknown<>(reason);
    };
  }

  private Outcome<Boolean> check(Powershell.Answer answer) {
    if (answer.error().isPresent()) {
      return new Outcome.Unknown<>(what() + answer.error().get().text());
    }
    JsonNode found = answer.value();
    if (!found.path("Exists").isBoolean()) {
      return new Outcome.Unknown<>(what() + "the registry's answer can't be read");
    }
    if (!found.path("Exists").asBoolean()) {
      return new Outcome.Failed<>(what() + WindowsError.text(WindowsError.SERVICE_DOES_NOT_EXIST));
    }
    int start = found.path("Start").asInt(-1);
    if (start < 0 || !isReadable(found.path("FailureActions"))) {
      return new Outcome.Unknown<>(what() + "the registry's answer can't be read");
    }
    if (start == DISABLED) {
      return new Outcome.Failed<>(
          what() + "it is disabled: run sc config " + service + " start= demand");
    }
    if (start <= AUTO_START) {
      return refused("at boot", "sc config " + service + " start= demand");
    }
    if (found.path("Triggers").asInt() > 0) {
      return refused("when it is triggered", "sc triggerinfo " + service + " delete");
    }
    return restarts(found.path("FailureActions"))
        ? refused("after a failure", "sc failure " + service + " reset= 0 actions= \"\"")
        : new Outcome.Succeeded<>(true);
  }

  private Outcome<Boolean> refused(String when, String remedy) {
    return new Outcome.Failed<>(
        what() + "Windows would start it " + when + ", without the guard; run " + remedy);
  }

  private static boolean isReadable(JsonNode actions) {
    return actions.isNull() || actions.isMissingNode() || actions.isTextual();
  }

  private static boolean restarts(JsonNode text) {
    if (!text.isTextual()) {
      return false;
    }
    ByteBuffer actions = bytes(text);
    int count = actions.capacity() < ACTIONS_OFFSET ? 0 : actions.getInt(COUNT_OFFSET);
    for (int place = 0; place < count; place++) {
      int at = ACTIONS_OFFSET + place * ACTION_BYTES;
      if (at + ACTION_BYTES > actions.capacity()) {
        return false;
      }
      if (actions.getInt(at) == RESTART) {
        return true;
      }
    }
    return false;
  }

  private static ByteBuffer bytes(JsonNode text) {
    try {
      return ByteBuffer.wrap(text.binaryValue()).order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException malformed) {
      return ByteBuffer.allocate(0);
    }
  }

  private String what() {
    return "check of " + name + ": ";
  }
}
