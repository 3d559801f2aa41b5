package io.hotpair.view;

import io.hotpair.core.model.Operation;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.Requester;
import java.util.Optional;

/** Where orders go in. */
public interface CommandSink {
  /**
   * Journals an order and queues it; does not wait for what becomes of it. A {@linkplain
   * Order#repeats repeat} changes nothing and returns the first one's operation; another order
   * under a request id that was used is refused.
   *
   * @return the operation as it stands: accepted, refused, or that of the first request
   */
  Operation submit(Order order);

  /**
   * Journals an order that a surface refuses, as to somebody without the role: nothing is carried
   * out, and the request id stays free for those who may use it. Where there are too many, some are
   * counted only.
   *
   * @param reason why, in words
   * @return the operation, refused
   */
  Operation refuse(Order order, String reason);

  /**
   * Tells of what was to change something and became no order: it could not be understood, or there
   * was no room for it. Where there is too much of it, some is counted only. Does not wait, also
   * not for the journal's disk.
   *
   * @param pair for which pair, if that could be understood
   * @param requester who
   * @param reason what is wrong with it, in words
   */
  void turnAway(Optional<PairName> pair, Requester requester, String reason);

  /** The operation that a request id stands for, as it is now. */
  Optional<Operation> find(String requestId);
}
