package io.hotpair.system;

import java.util.ArrayList;
import java.util.List;

/** A watchdog's driver as the kernel's documentation has it: open starts, V and close stop. */
final class FakeDriver implements WatchdogCalls {
  final List<String> log = new ArrayList<>();
  int shortest = 1;
  boolean stoppable = true;
  boolean broken;
  private int seconds = 60;
  private boolean running;
  private boolean magic;

  boolean runs() {
    return running;
  }

  @Override
  public int open(String path) throws Refused {
    call("open " + path);
    running = true;
    return 7;
  }

  @Override
  public void setTimeout(int descriptor, int wanted) throws Refused {
    call("set " + wanted);
    seconds = Math.max(wanted, shortest);
  }

  @Override
  public int timeout(int descriptor) throws Refused {
    call("get");
    return seconds;
  }

  @Override
  public void write(int descriptor, byte letter) throws Refused {
    call("write " + (letter == 0 ? "0" : (char) letter));
    magic = letter == 'V';
  }

  @Override
  public void close(int descriptor) throws Refused {
    call("close");
    running = running && !(magic && stoppable);
  }

  private void call(String text) throws Refused {
    log.add(text);
    if (broken) {
      throw new Refused("Input/output error");
    }
  }
}
