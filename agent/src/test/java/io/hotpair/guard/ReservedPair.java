package io.hotpair.guard;

import io.hotpair.core.model.BootId;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.LunName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.LunSpec;
import io.hotpair.port.EpochRecords;
import io.hotpair.port.ScsiLun;
import io.hotpair.port.ScsiPath;
import io.hotpair.simulation.TargetState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Two nodes, a target with one or more LUNs, and the records on the first of them; every command is
 * carried out at once. Node 1 is {@code a}, node 2 is {@code b}; a nexus is named as {@code a0}.
 */
final class ReservedPair {
  static final TargetState.Abilities LIO =
      new TargetState.Abilities("naa.6001405aa0000000000000000000a001", true, true, true);

  final List<TargetState> luns = new ArrayList<>();
  final EpochRecord[] records = {EpochRecord.none(1), EpochRecord.none(2)};
  final Map<Integer, Set<String>> ways = new TreeMap<>();
  final List<String> aborted = new ArrayList<>();
  final List<String> resets = new ArrayList<>();
  boolean recordsOnArbiter = true;

  /** What becomes of the next commands; the default carries them out. */
  Wire wire = (nexus, command, target) -> target.get();

  /** The way of a command to the target and back. */
  interface Wire {
    ScsiPath.Answer carry(
        String nexus,
        ScsiPath.Command command,
        java.util.function.Supplier<ScsiPath.Answer> target);
  }

  /** What becomes of the next resets; the default carries them out. */
  Resetting resetting = (nexus, target) -> target.get();

  /** The way of a reset to the target and back. */
  interface Resetting {
    Outcome<Boolean> of(String nexus, java.util.function.Supplier<Outcome<Boolean>> target);
  }

  ReservedPair(int lunCount) {
    for (int lun = 0; lun < lunCount; lun++) {
      luns.add(TargetState.fresh(LIO));
    }
    ways.put(1, new TreeSet<>(Set.of("a0")));
    ways.put(2, new TreeSet<>(Set.of("b0")));
  }

  TargetState arbiter() {
    return luns.getFirst();
  }

  ScsiGuard guard(int node, long boot) {
    return guard(node, boot, Optional.empty());
  }

  ScsiGuard guard(int node, long boot, Optional<String> wwid) {
    return new ScsiGuard(luns(node, wwid), records(node), new BootId(boot));
  }

  ScsiLuns luns(int node, Optional<String> wwid) {
    List<LunSpec> specs = new ArrayList<>();
    for (int lun = 0; lun < luns.size(); lun++) {
      specs.add(
          new LunSpec(
              new LunName("lun" + lun),
              "" + lun,
              GuardKind.SCSI_PR,
              Optional.empty(),
              wwid,
              Optional.empty()));
    }
    return new ScsiLuns(
        specs,
        spec -> lun(node, Integer.parseInt(spec.device())),
        () -> recordsOnArbiter,
        node,
        3 - node);
  }

  private ScsiLun lun(int node, int index) {
    return new ScsiLun() {
      @Override
      public String name() {
        return "/dev/lun" + index;
      }

      @Override
      public Outcome<List<ScsiPath>> paths() {
        return new Outcome.Succeeded<>(
            ways.get(node).stream().map(nexus -> path(nexus, index)).toList());
      }
    };
  }

  private ScsiPath path(String nexus, int index) {
    return new ScsiPath() {
      @Override
      public String name() {
        return nexus;
      }

      @Override
      public Answer execute(Command command) {
        return wire.carry(nexus, command, () -> carryOut(nexus, index, command));
      }

      @Override
      public Outcome<Boolean> reset() {
        return resetting.of(nexus, () -> resetLun(index));
      }
    };
  }

  private Outcome<Boolean> resetLun(int index) {
    luns.set(index, luns.get(index).reset());
    resets.add("lun" + index);
    return new Outcome.Succeeded<>(true);
  }

  private ScsiPath.Answer carryOut(String nexus, int index, ScsiPath.Command command) {
    TargetState.Done done = luns.get(index).execute(nexus, command);
    luns.set(index, done.next());
    aborted.addAll(done.aborted());
    return done.answer();
  }

  /** The records as one node uses them, over its first way. */
  EpochRecords records(int node) {
    return new EpochRecords() {
      @Override
      public Outcome<GuardReading> read() {
        return new Outcome.Succeeded<>(
            new GuardReading(records[node - 1], records[2 - node], Optional.empty()));
      }

      @Override
      public Outcome<Boolean> write(EpochRecord own) {
        boolean taken =
            !recordsOnArbiter
                || ways.get(node).stream().allMatch(nexus -> arbiter().takesWrites(nexus));
        if (!taken) {
          return new Outcome.Failed<>("reserved");
        }
        records[node - 1] = own;
        return new Outcome.Succeeded<>(true);
      }
    };
  }
}
