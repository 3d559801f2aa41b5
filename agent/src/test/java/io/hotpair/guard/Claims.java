package io.hotpair.guard;

import io.hotpair.core.model.BootId;
import io.hotpair.core.model.ClaimRequest;
import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.Park;
import java.util.List;

/** Records, requests and parkings for tests. */
final class Claims {
  private Claims() {}

  static EpochRecord record(int node, long boot, long sequence, long epoch, Disposition said) {
    return new EpochRecord(
        node, new BootId(boot), sequence, new Epoch(epoch), said, "", MoveReason.NONE, List.of());
  }

  static ClaimRequest request(ClaimRequest.Proof proof, GuardReading basis, boolean preferred) {
    return new ClaimRequest(
        basis.largestEpoch().next(), proof, basis, preferred, MoveReason.ORDERED, List.of("id"));
  }

  /** With an order behind it, by the node that gives way. */
  static ClaimRequest ordered(GuardReading basis) {
    return new ClaimRequest(
        basis.largestEpoch().next(),
        ClaimRequest.Proof.PEER_RECORD,
        basis,
        false,
        MoveReason.ORDERED,
        List.of("id"),
        "order");
  }

  static Park park(Epoch epoch, Disposition disposition) {
    return new Park(epoch, disposition, "request-1", MoveReason.ORDERED, List.of("request-1"));
  }
}
