package io.hotpair.jmx;

import io.hotpair.core.model.Notice;
import io.hotpair.mbeans.Notifications;
import io.hotpair.mbeans.ObjectNames;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices as JMX notifications, one for each. A notice is handed over to the executor at once, so
 * that a listener in this process that hangs keeps no notice from other surfaces.
 */
final class NoticeEmitter extends NotificationBroadcasterSupport {
  /** How many notices may wait; more are dropped, and stand in the event table. */
  static final int MOST_WAITING = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(NoticeEmitter.class);

  private final Executor executor;
  private final Runnable first;
  private final AtomicLong waiting = new AtomicLong();

  /**
   * Emits by an executor with one thread, which keeps the notices in order.
   *
   * @param executor where listeners are called
   * @param first is run there before each notification
   */
  NoticeEmitter(Executor executor, Runnable first) {
    super(
        new MBeanNotificationInfo(
            Notifications.types(),
            Notification.class.getName(),
            "An event of this node; the user data is a CompositeData that begins with eventId."));
    this.executor = executor;
    this.first = first;
  }

  /** Queues a notice; never waits. */
  void accept(Notice notice) {
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      LOG.warn("JMX listeners are too slow: {} is not sent to them", notice.eventId());
      return;
    }
    try {
      executor.execute(() -> send(notice));
    } catch (RejectedExecutionException ending) {
      waiting.decrementAndGet();
      LOG.info("not sent to JMX listeners, because the agent ends: {}", notice.eventId());
    }
  }

  private void send(Notice notice) {
    waiting.decrementAndGet();
    first.run();
    Notification notification =
        new Notification(
            Notifications.PREFIX + notice.kind().label(),
            ObjectNames.site(),
            notice.sequence(),
            notice.wallMillis(),
            notice.text());
    notification.setUserData(Notifications.userData(new EventFacts(notice)));
    sendNotification(notification);
  }
}
