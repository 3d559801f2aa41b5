package io.hotpair.port;

import io.hotpair.core.model.Outcome;
import java.time.Duration;

/** Devices that together can switch one node off: levels, of which each is a way by itself. */
public interface FenceDevice {
  /** Told what each level answers, on the calling thread. */
  interface Listener {
    /** Whoever does not care. */
    Listener NONE = (place, outcome) -> {};

    /**
     * A level has answered.
     *
     * @param place the level's place in the order of use, from 1
     * @param outcome what it said
     */
    void answered(int place, Outcome<Power> outcome);
  }

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

  /**
   * Switches the node off and looks again. Only {@code Succeeded(OFF)} proves that it is off; the
   * levels behind one that has proved it are not tried.
   */
  Outcome<Power> off(Listener listener);

  /** Asks every level for the power's state; changes nothing. */
  Outcome<Power> status(Listener listener);

  /**
   * Whether the agents are here and take the parameters that they are given; asks no device. {@code
   * Failed}: a parameter is unknown or missing; the reason names those that are allowed. {@code
   * Unknown}: an agent is missing, or does not say what it takes.
   */
  Outcome<Boolean> check();
}
