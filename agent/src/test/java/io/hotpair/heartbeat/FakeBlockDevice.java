package io.hotpair.heartbeat;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.BlockDevice;
import java.util.ArrayList;
import java.util.List;

/** A disk in memory that can fail, and tear a write where a power cut would. */
final class FakeBlockDevice implements BlockDevice {
  static final int SECTOR = 512;

  final byte[] content;
  final List<Long> written = new ArrayList<>();
  boolean broken;

  // Sectors of the next write that reach the disk before the power fails; -1: all of them.
  int sectorsUntilPowerCut = -1;

  FakeBlockDevice(int blocks) {
    content = new byte[blocks * BLOCK];
  }

  private FakeBlockDevice(FakeBlockDevice other) {
    content = other.content.clone();
  }

  FakeBlockDevice copy() {
    return new FakeBlockDevice(this);
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public Outcome<Boolean> read(long first, byte[] into) {
    int from = (int) first * BLOCK;
    if (broken || from + into.length > content.length) {
      return new Outcome.Failed<>(broken ? "fake is broken" : "fake ends before");
    }
    System.arraycopy(content, from, into, 0, into.length);
    return new Outcome.Succeeded<>(true);
  }

  @Override
  public Outcome<Boolean> write(long block, byte[] bytes) {
    if (broken) {
      return new Outcome.Unknown<>("fake is broken");
    }
    written.add(block);
    boolean cut = sectorsUntilPowerCut >= 0;
    int length = cut ? sectorsUntilPowerCut * SECTOR : BLOCK;
    System.arraycopy(bytes, 0, content, (int) block * BLOCK, length);
    if (cut) {
      sectorsUntilPowerCut = -1;
      return new Outcome.Unknown<>("power cut");
    }
    return new Outcome.Succeeded<>(true);
  }

  @Override
  public void close() {}
}
