package io.hotpair.guard;

import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.LunName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.RegistrationKey;
import io.hotpair.core.model.site.LunSpec;
import io.hotpair.port.ScsiLun;
import io.hotpair.port.ScsiPath;
import io.hotpair.port.ScsiPath.Answer;
import io.hotpair.port.ScsiPath.Command;
import io.hotpair.port.TrialReport;
import io.hotpair.simulation.TargetState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A LUN that reads and writes as well, and what a trial sends to it. */
final class TrialTarget {
  static final LunSpec LUN =
      new LunSpec(new LunName("data"), "/dev/lun", GuardKind.SCSI_PR, Optional.empty());

  private static final int READ = 0x28;
  private static final int WRITE = 0x2a;
  private static final int RESERVE_OUT = 0x5f;

  TargetState state;
  final List<Command> sent = new ArrayList<>();
  final byte[] block = new byte[512];

  /** What becomes of the next commands; the default carries them out. */
  ReservedPair.Wire wire = (nexus, command, target) -> target.get();

  private final List<String> ways;

  /** By way; a way that is not named here does not know. */
  final Map<String, String> initiators = new HashMap<>();

  TrialTarget(TargetState.Abilities abilities, String... ways) {
    this.state = TargetState.fresh(abilities);
    this.ways = List.of(ways);
    Arrays.fill(block, (byte) 7);
  }

  TrialReport trial(BooleanSupplier interrupted) {
    return new ReservationTrial(LUN, device(), Set.of(1, 2), 4711, interrupted).run();
  }

  TrialReport trial() {
    return trial(() -> false);
  }

  /** The commands that change reservations. */
  List<Command> changing() {
    return sent.stream().filter(one -> operation(one) == RESERVE_OUT).toList();
  }

  /** Whether a reset is carried out. */
  boolean resets = true;

  static int operation(Command command) {
    return Byte.toUnsignedInt(command.block()[0]);
  }

  static boolean isWrite(Command command) {
    return operation(command) == WRITE;
  }

  /** Whether it is this service action of PERSISTENT RESERVE OUT. */
  static boolean isOut(Command command, int action) {
    return operation(command) == RESERVE_OUT && command.block()[1] == action;
  }

  /** The key that a command registers or preempts. */
  static RegistrationKey otherKey(Command command) {
    return new RegistrationKey(ByteBuffer.wrap(command.sent()).getLong(8));
  }

  boolean isClean() {
    return state.registrations().isEmpty() && state.holder().isEmpty();
  }

  ScsiLun device() {
    return new ScsiLun() {
      @Override
      public String name() {
        return LUN.device();
      }

      @Override
      public Outcome<List<ScsiPath>> paths() {
        return new Outcome.Succeeded<>(ways.stream().map(way -> path(way)).toList());
      }
    };
  }

  private ScsiPath path(String nexus) {
    return new ScsiPath() {
      @Override
      public String name() {
        return nexus;
      }

      @Override
      public String initiator() {
        return initiators.getOrDefault(nexus, "");
      }

      @Override
      public Answer execute(Command command) {
        sent.add(command);
        Supplier<Answer> target = () -> carryOut(nexus, command);
        return wire.carry(nexus, command, target);
      }

      @Override
      public Outcome<Boolean> reset() {
        return resets
            ? new Outcome.Succeeded<>(true)
            : new Outcome.Failed<>("SG_SCSI_RESET: Operation not permitted");
      }
    };
  }

  Answer carryOut(String nexus, Command command) {
    if (operation(command) == READ) {
      return new Answer.Good(block.clone());
    }
    if (!isWrite(command)) {
      TargetState.Done done = state.execute(nexus, command);
      state = done.next();
      return done.answer();
    }
    if (!state.takesWrites(nexus)) {
      return new Answer.Conflict();
    }
    System.arraycopy(command.sent(), 0, block, 0, block.length);
    return new Answer.Good(new byte[0]);
  }
}
