package io.hotpair.view;

import java.util.function.Supplier;

/** The newest snapshot; reading it is one volatile read. */
public interface SnapshotSource extends Supplier<Snapshot> {}
