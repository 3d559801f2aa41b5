package io.hotpair.checks;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.port.FenceDevice;
import io.hotpair.port.FenceDevice.Power;

/** What switches a peer off: asked for its parameters and its state, never told to switch. */
public final class FenceChecks {
  private FenceChecks() {}

  /** One level of a node. */
  public static Finding level(NodeName node, int place, FenceDevice device) {
    String subject = "fence " + node + "[" + place + "]";
    Outcome<Boolean> parameters = device.check();
    if (!parameters.succeeded()) {
      return Finding.fail(subject, parameters.text(), "correct the parameters, or install it");
    }
    Outcome<Power> status = device.status(FenceDevice.Listener.NONE);
    if (!(status instanceof Outcome.Succeeded<Power>(Power power))) {
      return Finding.fail(
          subject, device.name() + ": " + status.text(), "see that the device answers from here");
    }
    return switch (power) {
      case ON -> Finding.pass(subject, device.name() + " says on");
      case OFF ->
          Finding.warn(
              subject,
              device.name() + " says off",
              "if " + node + " is on, this device switches something else");
    };
  }
}
