package io.hotpair.view;

import io.hotpair.core.model.Notice;
import java.util.List;
import java.util.function.Consumer;

/** Where notices come out. */
public interface NoticeFeed {
  /**
   * Calls a listener with each notice from now on, in order, from one thread. A listener must not
   * wait; it queues.
   *
   * @return ends the subscription when closed
   */
  Subscription subscribe(Consumer<Notice> listener);

  /** The newest notices that are kept, those of earlier lives included, oldest first. */
  List<Notice> newest();

  /** A subscription. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
