package io.hotpair.heartbeat;

import static io.hotpair.heartbeat.Fields.getCoded;
import static io.hotpair.heartbeat.Fields.getText;
import static io.hotpair.heartbeat.Fields.putCoded;
import static io.hotpair.heartbeat.Fields.putName;

import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.Order;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An epoch record as the content of a block: node, epoch, disposition, reason, request id, executed
 * requests; see {@link Fields}. Boot id and sequence are the block's own.
 */
final class RecordCodec {
  private static final Disposition[] DISPOSITIONS = Disposition.values();
  private static final MoveReason[] REASONS = MoveReason.values();

  private RecordCodec() {}

  static ByteBuffer encode(EpochRecord record) {
    ByteBuffer into = ByteBuffer.allocate(BlockCodec.MOST_CONTENT);
    into.put((byte) record.node()).putLong(record.epoch().value());
    putCoded(into, record.disposition());
    putCoded(into, record.reason());
    putName(into, record.requestId(), Order.LONGEST_REQUEST_ID);
    into.put((byte) record.executed().size());
    for (String requestId : record.executed()) {
      putName(into, requestId, Order.LONGEST_REQUEST_ID);
    }
    return into.flip();
  }

  /** Reads a record; empty if it is malformed in any way. */
  static Optional<EpochRecord> decode(BlockCodec.Opened.Content content) {
    ByteBuffer from = content.bytes().duplicate();
    try {
      int node = Byte.toUnsignedInt(from.get());
      Epoch epoch = new Epoch(from.getLong());
      Disposition disposition = getCoded(from, DISPOSITIONS);
      MoveReason reason = getCoded(from, REASONS);
      String requestId = getText(from);
      int count = Byte.toUnsignedInt(from.get());
      List<String> executed = new ArrayList<>(EpochRecord.MOST_EXECUTED);
      for (int i = 0; i < count; i++) {
        executed.add(getText(from));
      }
      EpochRecord record =
          new EpochRecord(
              node,
              content.boot(),
              content.sequence(),
              epoch,
              disposition,
              requestId,
              reason,
              executed);
      Extensions.skip(from);
      return Optional.of(record);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
