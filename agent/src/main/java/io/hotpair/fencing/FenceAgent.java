package io.hotpair.fencing;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.FenceSpec;
import io.hotpair.core.model.site.Secret;
import io.hotpair.port.FenceDevice;
import io.hotpair.port.Processes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A program of the fence-agents API (FenceAgentAPI.md of the ClusterLabs fence-agents project):
 * parameters as {@code name=value} lines on standard input, secrets among them, never as arguments.
 * {@code off} is followed by {@code status}; {@code reboot} is never used, because a node that is
 * on again proves nothing.
 */
public final class FenceAgent implements FenceDevice {
  private static final String USUAL_DIRECTORY = "/usr/sbin/";
  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL", "C");
  private static final int DONE = 0;
  private static final int STATUS_ON = 0;
  private static final int STATUS_OFF = 2;
  private static final int MOST_TEXT = 200;

  private final FenceSpec spec;
  private final String program;
  private final Duration offDeadline;
  private final Duration statusDeadline;
  private final Processes processes;

  /**
   * A device.
   *
   * @param spec agent, parameters and secrets
   * @param deadline for {@link #off} as a whole; a quarter of it is kept for the second look
   * @param processes runs the agent
   */
  public FenceAgent(FenceSpec spec, Duration deadline, Processes processes) {
    this.spec = spec;
    this.program = spec.agent().startsWith("/") ? spec.agent() : USUAL_DIRECTORY + spec.agent();
    this.statusDeadline = deadline.dividedBy(4);
    this.offDeadline = deadline.minus(statusDeadline);
    this.processes = processes;
  }

  @Override
  public String name() {
    return spec.agent().substring(spec.agent().lastIndexOf('/') + 1);
  }

  @Override
  public Outcome<Power> off() {
    Outcome<Processes.Ended> ended = run("off", offDeadline);
    if (ended instanceof Outcome.Failed<Processes.Ended>(String reason)) {
      return new Outcome.Failed<>(reason);
    }
    // Whatever the agent said of its own success: only the power's state is proof.
    Outcome<Power> power = status();
    boolean refused =
        ended instanceof Outcome.Succeeded<Processes.Ended>(Processes.Ended end)
            && end.status() != DONE;
    if (power instanceof Outcome.Succeeded<Power>(Power state) && state == Power.ON) {
      return new Outcome.Failed<>("still on after off: " + text("off", ended));
    }
    if (!power.succeeded() && refused) {
      return new Outcome.Failed<>(text("off", ended) + "; then " + power.text());
    }
    return power;
  }

  @Override
  public Outcome<Power> status() {
    return switch (run("status", statusDeadline)) {
      case Outcome.Succeeded<Processes.Ended>(Processes.Ended ended) ->
          switch (ended.status()) {
            case STATUS_ON -> new Outcome.Succeeded<>(Power.ON);
            case STATUS_OFF -> new Outcome.Succeeded<>(Power.OFF);
            default -> new Outcome.Unknown<>(text("status", new Outcome.Succeeded<>(ended)));
          };
      case Outcome.Failed<Processes.Ended>(String reason) -> new Outcome.Failed<>(reason);
      case Outcome.TimedOut<Processes.Ended>(Duration after) -> new Outcome.TimedOut<>(after);
      case Outcome.Unknown<Processes.Ended>(String reason) -> new Outcome.Unknown<>(reason);
    };
  }

  private Outcome<Processes.Ended> run(String action, Duration deadline) {
    return processes.run(List.of(program), ENVIRONMENT, input(action), deadline);
  }

  private byte[] input(String action) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    line(lines, "action", action.getBytes(StandardCharsets.UTF_8));
    spec.parameters()
        .forEach((name, value) -> line(lines, name, value.getBytes(StandardCharsets.UTF_8)));
    spec.secrets().forEach((name, secret) -> line(lines, name, secret.bytes()));
    return lines.toByteArray();
  }

  private static void line(ByteArrayOutputStream lines, String name, byte[] value) {
    lines.writeBytes((name + "=").getBytes(StandardCharsets.UTF_8));
    lines.writeBytes(value);
    lines.write('\n');
  }

  /** What an agent said, for people: short, on one line, its secrets masked. */
  private String text(String action, Outcome<Processes.Ended> outcome) {
    if (!(outcome instanceof Outcome.Succeeded<Processes.Ended>(Processes.Ended ended))) {
      return action + ": " + outcome.text();
    }
    String said = (ended.errors() + " " + ended.output()).strip().replaceAll("\\s+", " ");
    for (Secret secret : spec.secrets().values()) {
      String plain = new String(secret.bytes(), StandardCharsets.UTF_8);
      said = plain.isEmpty() ? said : said.replace(plain, "(secret)");
    }
    String brief = said.length() > MOST_TEXT ? said.substring(0, MOST_TEXT) + "…" : said;
    return action + " ended with status " + ended.status() + (brief.isEmpty() ? "" : ": " + brief);
  }
}
