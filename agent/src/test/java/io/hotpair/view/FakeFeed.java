package io.hotpair.view;

import io.hotpair.core.model.Notice;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A feed whose notices a test hands out itself. */
public final class FakeFeed implements NoticeFeed {
  private final List<Consumer<Notice>> listeners = new CopyOnWriteArrayList<>();

  private volatile List<Notice> past = List.of();

  /** What earlier lives have told. */
  public FakeFeed after(List<Notice> told) {
    past = List.copyOf(told);
    return this;
  }

  @Override
  public List<Notice> newest() {
    return past;
  }

  @Override
  public Subscription subscribe(Consumer<Notice> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Hands a notice to every listener. */
  public void publish(Notice notice) {
    listeners.forEach(listener -> listener.accept(notice));
  }

  /** How many subscriptions are open. */
  public int subscriptions() {
    return listeners.size();
  }
}
