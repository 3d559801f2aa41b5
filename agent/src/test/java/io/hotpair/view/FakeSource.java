package io.hotpair.view;

/** A source whose snapshot a test replaces itself. */
public final class FakeSource implements SnapshotSource {
  private volatile Snapshot snapshot;

  /** Begins with a snapshot. */
  public FakeSource(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  @Override
  public Snapshot get() {
    return snapshot;
  }

  /** From now on, this is the newest. */
  public void publish(Snapshot newest) {
    snapshot = newest;
  }
}
