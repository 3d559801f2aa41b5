package io.hotpair.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Notice;
import io.hotpair.core.model.NoticeDraft;
import io.hotpair.core.model.NoticeKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The scribe stands for the system disk: it hangs until the test starts its thread. */
final class NoticesTest {
  private static final long LONGEST_SECONDS = 20;

  private final Scribe scribe = new Scribe();
  private final Scribe teller = new Scribe();
  private final LinkedBlockingQueue<Notice> told = new LinkedBlockingQueue<>();
  private final List<Thread> threads = new ArrayList<>();

  private Notices notices(Duration patience) {
    Notices notices =
        new Notices(new NodeName("blade1"), new FakeStore(), scribe, teller, patience, () -> 0);
    notices.subscribe(told::add);
    start(teller);
    return notices;
  }

  private void start(Scribe body) {
    threads.add(Thread.ofPlatform().daemon().start(body));
  }

  @AfterEach
  void end() {
    threads.forEach(Thread::interrupt);
  }

  private static NoticeDraft draft(String text) {
    return new NoticeDraft(
        NoticeKind.HEALTH_FAILING,
        Optional.empty(),
        "system-disk",
        "ok",
        "failing",
        MoveReason.NONE,
        Epoch.NONE,
        text);
  }

  @Test
  void whatADiskThatHangsDoesNotTakeIsToldAllTheSame() throws InterruptedException {
    Notices notices = notices(Duration.ofMillis(1));
    notices.tell(draft("one"));
    notices.tell(draft("two"));
    assertEquals("one", next().text());
    assertEquals("two", next().text());
  }

  @Test
  void anEventIsToldOnlyWhenItIsWrittenIfThatDoesNotTakeTooLong() throws InterruptedException {
    Notices notices = notices(Duration.ofHours(1));
    notices.tell(draft("one"));
    assertNull(told.poll(100, TimeUnit.MILLISECONDS));
    start(scribe);
    assertEquals("one", next().text());
  }

  private Notice next() throws InterruptedException {
    return assertNotNullNotice(told.poll(LONGEST_SECONDS, TimeUnit.SECONDS));
  }

  private static Notice assertNotNullNotice(Notice notice) {
    assertNotNull(notice, "no event was told");
    return notice;
  }
}
