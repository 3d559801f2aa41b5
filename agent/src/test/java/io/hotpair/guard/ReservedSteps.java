package io.hotpair.guard;

import io.hotpair.core.model.BootId;
import io.hotpair.core.model.ClaimRequest;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.LunName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.LunSpec;
import io.hotpair.port.EpochRecords;
import io.hotpair.port.ScsiLun;
import io.hotpair.port.ScsiPath;
import java.util.List;
import java.util.Optional;

/**
 * Lets a program go on by one command, as {@link Steps} does: it is run again from its beginning
 * with the results of its earlier commands. So the shipped, blocking claim is stepped as it is.
 */
final class ReservedSteps implements EpochRecords, ScsiLun {
  /** What one life of a node does. */
  interface Program {
    void run(ReservedSteps steps);
  }

  /** What a program wants done next. */
  sealed interface Request {
    record ReadRecords() implements Request {}

    record WriteRecord(EpochRecord record) implements Request {}

    record Reset() implements Request {}

    /** Its bytes as lists, so that equal commands are equal. */
    record Send(String nexus, List<Byte> block, List<Byte> sent, int room) implements Request {
      ScsiPath.Command command() {
        return new ScsiPath.Command(bytes(block), bytes(sent), room);
      }
    }
  }

  /**
   * Where a program stands.
   *
   * @param request what it wants next; empty if it has ended
   * @param runs the epoch that the group runs at by its word, 0 if it does not run; empty if it has
   *     said nothing
   */
  record Position(Optional<Request> request, Optional<Long> runs) {}

  private static final class Asked extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Request request;

    Asked(Request request) {
      super(null, null, false, false);
      this.request = request;
    }
  }

  private final List<Object> results;
  private final List<String> nexuses;
  private final ScsiGuard guard;
  private int next;
  private Optional<Long> runs = Optional.empty();

  private ReservedSteps(int node, BootId boot, List<String> nexuses, List<Object> results) {
    this.results = results;
    this.nexuses = nexuses;
    LunSpec lun =
        new LunSpec(new LunName("data"), "/dev/data", GuardKind.SCSI_PR, Optional.empty());
    ScsiLuns luns = new ScsiLuns(List.of(lun), spec -> this, () -> true, node, 3 - node);
    this.guard = new ScsiGuard(luns, this, boot);
  }

  static Position replay(
      Program program, int node, BootId boot, List<String> nexuses, List<Object> results) {
    ReservedSteps steps = new ReservedSteps(node, boot, nexuses, results);
    try {
      program.run(steps);
      return new Position(Optional.empty(), steps.runs);
    } catch (Asked asked) {
      return new Position(Optional.of(asked.request), steps.runs);
    }
  }

  ScsiGuard guard() {
    return guard;
  }

  /** Says at which epoch the group runs from now on; 0: it does not. */
  void runs(long epoch) {
    runs = Optional.of(epoch);
  }

  /** Claims; the group runs if that succeeded. */
  Optional<Epoch> claim(GuardReading basis) {
    Outcome<Epoch> claimed =
        guard.claim(Claims.request(ClaimRequest.Proof.PEER_CUT_OFF, basis, true));
    if (claimed instanceof Outcome.Succeeded<Epoch>(Epoch epoch)) {
      runs(epoch.value());
      return Optional.of(epoch);
    }
    return Optional.empty();
  }

  ScsiPath.Answer send(ScsiPath.Command command) {
    return path(nexuses.getFirst()).execute(command);
  }

  @Override
  public String name() {
    return "/dev/data";
  }

  @Override
  public Outcome<List<ScsiPath>> paths() {
    return new Outcome.Succeeded<>(nexuses.stream().map(this::path).toList());
  }

  private ScsiPath path(String nexus) {
    return new ScsiPath() {
      @Override
      public String name() {
        return nexus;
      }

      @Override
      public Answer execute(Command command) {
        return ask(
            new Request.Send(nexus, list(command.block()), list(command.sent()), command.room()),
            Answer.class);
      }

      @SuppressWarnings("unchecked")
      @Override
      public Outcome<Boolean> reset() {
        return (Outcome<Boolean>) ask(new Request.Reset(), Outcome.class);
      }
    };
  }

  @SuppressWarnings("unchecked")
  @Override
  public Outcome<GuardReading> read() {
    return (Outcome<GuardReading>) ask(new Request.ReadRecords(), Outcome.class);
  }

  @SuppressWarnings("unchecked")
  @Override
  public Outcome<Boolean> write(EpochRecord own) {
    return (Outcome<Boolean>) ask(new Request.WriteRecord(own), Outcome.class);
  }

  private <T> T ask(Request request, Class<T> type) {
    if (next == results.size()) {
      throw new Asked(request);
    }
    Object result = results.get(next++);
    // Bytes are kept as lists, so that equal results are equal.
    return type.cast(
        result instanceof Data(List<Byte> data) ? new ScsiPath.Answer.Good(bytes(data)) : result);
  }

  /** An answer's data as a value. */
  record Data(List<Byte> data) {}

  static Object value(ScsiPath.Answer answer) {
    return answer instanceof ScsiPath.Answer.Good(byte[] data) ? new Data(list(data)) : answer;
  }

  private static List<Byte> list(byte[] bytes) {
    Byte[] boxed = new Byte[bytes.length];
    for (int at = 0; at < bytes.length; at++) {
      boxed[at] = bytes[at];
    }
    return List.of(boxed);
  }

  private static byte[] bytes(List<Byte> list) {
    byte[] bytes = new byte[list.size()];
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] = list.get(at);
    }
    return bytes;
  }
}
