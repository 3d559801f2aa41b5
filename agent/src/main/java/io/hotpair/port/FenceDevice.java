package io.hotpair.port;

import io.hotpair.core.model.Outcome;
import java.time.Duration;

/** Devices that together can switch one node off. */
public interface FenceDevice {
  /** A device's or a node's power. */
  enum Power {
    /** Confirmed on. */
    ON,
    /** Confirmed off. */
    OFF
  }

  /** The agents' names, for people. */
  String name();

  /** Within which {@link #off} answers, all its levels together. */
  Duration deadline();

  /** Switches the node off and looks again. Only {@code Succeeded(OFF)} proves that it is off. */
  Outcome<Power> off();

  /** Asks for the power's state; changes nothing. */
  Outcome<Power> status();

  /**
   * Whether the agents are here and take the parameters that they are given; asks no device. {@code
   * Failed}: a parameter is unknown or missing; the reason names those that are allowed. {@code
   * Unknown}: an agent is missing, or does not say what it takes.
   */
  Outcome<Boolean> check();
}
