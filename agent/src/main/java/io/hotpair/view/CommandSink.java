package io.hotpair.view;

import io.hotpair.core.model.Operation;
import io.hotpair.core.model.Order;
import java.util.Optional;

/** Where orders go in. */
public interface CommandSink {
  /**
   * Journals an order and queues it; does not wait for what becomes of it. A repeat of a request id
   * changes nothing and returns the first one's operation.
   *
   * @return the operation as it stands: accepted, refused, or that of the first request
   */
  Operation submit(Order order);

  /** The operation of a request id, as it stands now. */
  Optional<Operation> find(String requestId);
}
