package io.hotpair.simulation;

import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.LunName;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.LunSpec;
import io.hotpair.guard.ScsiLuns;
import io.hotpair.port.ScsiLun;
import io.hotpair.port.ScsiPath;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * The shared disk's reservation: a target that speaks CDBs, at the end of each node's way to the
 * disk. A node's I_T nexus has the node's name, and outlives the node's reboot.
 */
final class SimulatedTarget {
  private static final TargetState.Abilities ABILITIES =
      new TargetState.Abilities("naa.6001405aa0000000000000000000a001", true, true, true);
  private static final byte OUT = 0x5f;

  /** One in so many commands is carried out twice by a lower layer. */
  private static final int TWICE = 50;

  private final World world;
  private final PassedWrites passed;
  private TargetState state = TargetState.fresh(ABILITIES);
  private boolean promised = true;
  private int resets;
  private int untilFault;
  private Runnable fault = () -> {};

  SimulatedTarget(World world) {
    this.world = world;
    passed = new PassedWrites(world);
  }

  /**
   * Whether the array keeps its word. It has broken it when a reservation vanishes, and until a
   * node starts under a new one, or goes on serving under one that it has made again.
   */
  boolean isPromised() {
    return promised;
  }

  /** A start begins at a node: if that holds the reservation, the target's word counts again. */
  void starting(NodeName node) {
    promised |= state.holder().equals(Optional.of(node.value()));
  }

  /** Whether there is a reservation. */
  boolean isReserved() {
    return state.holder().isPresent();
  }

  /** How often the LUN was reset. */
  int resets() {
    return resets;
  }

  boolean takesWrites(NodeName node) {
    return state.takesWrites(node.value());
  }

  /** The reservation is gone; the registrations stand. */
  void vanish() {
    passed.pass(state.registrations().keySet());
    state = state.vanish();
    promised = false;
  }

  /** Reservation and registrations are gone. */
  void forget() {
    passed.pass(state.registrations().keySet());
    passed.forget();
    state = state.forget();
    promised = false;
  }

  /** Something befalls the target right after so many commands that change something. */
  void after(int commands, Runnable what) {
    untilFault = commands;
    fault = what;
  }

  /** The array loses its power and is back at once. */
  void losePower() {
    state = state.losePower();
  }

  /**
   * The LUN as one caller on a machine has it.
   *
   * @param through what stands between the caller and its way
   */
  ScsiLuns luns(Machine machine, DiskCalls calls, UnaryOperator<ScsiPath> through) {
    LunSpec spec =
        new LunSpec(new LunName("data"), "/dev/data", GuardKind.SCSI_PR, Optional.empty());
    int self = machine.config.selfId();
    ScsiPath path = through.apply(path(machine.name(), calls));
    ScsiLun lun =
        new ScsiLun() {
          @Override
          public String name() {
            return "/dev/data";
          }

          @Override
          public Outcome<List<ScsiPath>> paths() {
            return new Outcome.Succeeded<>(List.of(path));
          }
        };
    return new ScsiLuns(List.of(spec), any -> lun, () -> true, self, 3 - self);
  }

  private ScsiPath path(NodeName node, DiskCalls calls) {
    return new ScsiPath() {
      @Override
      public String name() {
        return node.value();
      }

      @Override
      public Answer execute(Command command) {
        return command.block()[0] == OUT ? change(command) : look(command);
      }

      @Override
      public Outcome<Boolean> reset() {
        AtomicBoolean done = new AtomicBoolean();
        Outcome<Boolean> outcome =
            calls.command(
                fate -> {
                  if (fate == SimulatedDisk.Fate.WHOLE) {
                    state = state.reset();
                    passed.abortAll();
                    resets++;
                    done.set(true);
                    world.transcript.line(node.value(), () -> "    target: reset");
                  }
                });
        return outcome.succeeded() && done.get() ? outcome : new Outcome.Unknown<>(outcome.text());
      }

      private Answer look(Command command) {
        Outcome<Answer> outcome = calls.read(() -> carryOut(node, command));
        return outcome instanceof Outcome.Succeeded<Answer>(Answer answer)
            ? answer
            : new Answer.None(outcome.text());
      }

      private Answer change(Command command) {
        AtomicReference<Answer> answer = new AtomicReference<>();
        Outcome<Boolean> outcome =
            calls.command(
                fate -> {
                  if (fate == SimulatedDisk.Fate.WHOLE) {
                    answer.set(carryOut(node, command));
                    if (world.dice.oneIn(TWICE)) {
                      answer.set(carryOut(node, command));
                    }
                  }
                });
        return outcome.succeeded() && answer.get() != null
            ? answer.get()
            : new Answer.None(outcome.text());
      }
    };
  }

  private ScsiPath.Answer carryOut(NodeName node, ScsiPath.Command command) {
    TargetState.Done done = state.execute(node.value(), command);
    if (!done.next().registrations().equals(state.registrations())
        || !done.next().holder().equals(state.holder())) {
      world.transcript.line(
          node.value(),
          () -> "    target: " + done.next().registrations() + " " + done.next().holder());
    }
    boolean reserves = state.holder().isEmpty() && done.next().holder().isPresent();
    state = done.next();
    passed.abort(done.aborted());
    if (reserves && !promised) {
      // The worst moment: what was not refused the instant before.
      passed.pass(state.registrations().keySet());
      promised = world.machine(node).group.anyRuns();
    }
    if (command.block()[0] == OUT && untilFault > 0 && --untilFault == 0) {
      fault.run();
    }
    return done.answer();
  }
}
