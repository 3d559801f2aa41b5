package io.hotpair.cli;

import io.hotpair.config.SiteFile;
import io.hotpair.config.SiteReading;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.port.ScsiLun;
import io.hotpair.port.ScsiPath;
import io.hotpair.simulation.TargetState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A process that tries a LUN slowly, says when it holds it, and how it left it. */
final class InterruptedTrial {
  private static TargetState state =
      TargetState.fresh(new TargetState.Abilities("naa.6001405f6001405f", true, true, true));

  private InterruptedTrial() {}

  /** Takes the site file's name. */
  public static void main(String[] arguments) throws Exception {
    if (SiteFile.read(Path.of(arguments[0]), Optional.of("blade1"))
        instanceof SiteReading.Accepted accepted) {
      LunTrial.of(accepted.site(), new NodeName("blade1"), "erp/data")
          .run(
              new Slow(),
              findings -> {
                System.out.println(findings.getLast().text());
                System.out.println(
                    "left: " + state.registrations().size() + ", " + state.holder().isPresent());
                System.out.flush();
              });
    }
  }

  private static final class Slow implements ScsiLun, ScsiPath {
    private boolean held;

    @Override
    public String name() {
      return "/dev/slow";
    }

    @Override
    public Outcome<List<ScsiPath>> paths() {
      return new Outcome.Succeeded<>(List.of(this));
    }

    @Override
    public Outcome<Boolean> reset() {
      return new Outcome.Succeeded<>(true);
    }

    @Override
    public Answer execute(Command command) {
      TargetState.Done done = state.execute("a0", command);
      state = done.next();
      if (state.holder().isPresent() && !held) {
        held = true;
        System.out.println("held");
        System.out.flush();
      }
      try {
        TimeUnit.MILLISECONDS.sleep(held ? 200 : 1);
      } catch (InterruptedException end) {
        Thread.currentThread().interrupt();
      }
      return done.answer();
    }
  }
}
