package io.hotpair.port;

import io.hotpair.core.model.Outcome;

/** Devices that together can switch one node off. */
public interface FenceDevice {
  /** A device's or a node's power. */
  enum Power {
    /** Confirmed on. */
    ON,
    /** Confirmed off. */
    OFF
  }

  /** The agent's name, for people. */
  String name();

  /** Switches the node off and looks again. Only {@code Succeeded(OFF)} proves that it is off. */
  Outcome<Power> off();

  /** Asks for the power's state; changes nothing. */
  Outcome<Power> status();
}
