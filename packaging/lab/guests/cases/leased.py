"""Guard `lease`: no reservation, but a watchdog that resets a node which does not renew."""

import signal
import time

from lab.laboratory import wait_for
from lab.report import check

from ..channel import Silent
from .pair import formed

BOOT_ID = "/proc/sys/kernel/random/boot_id"
RESET_SECONDS = 180


def _boot(node):
    """The guest's boot, or None while it has none."""
    try:
        return node.command("cat", BOOT_ID, timeout=20).stdout.strip() or None
    except (Silent, TimeoutError):
        return None


def frozen(agents):
    """guard lease, the active's agent frozen: the watchdog resets the node, and the standby serves"""
    trial = formed(agents)
    node = agents.lab.nodes[trial.active]
    trial.rows()
    before, since = _boot(node), time.time()
    node.signal_unit(signal.SIGSTOP)
    wait_for(lambda: _boot(node) not in (None, before), RESET_SECONDS,
             "the watchdog to reset the node")
    reset = time.time()
    trial.served_again(trial.standby, since + 1)
    claims = [turn for turn in agents.lab.target_log.turns(trial.began)
              if turn.node == trial.standby]
    check(claims, "the array took no write of the standby")
    return trial.close(f"reset after {reset - since:.0f} s, taken over", trial.standby, takeovers=1)


def power_cut(agents):
    """guard lease, the active loses power: takeover when its lease is over, and no row is lost"""
    trial = formed(agents)
    trial.rows()
    cut = time.time()
    agents.lab.nodes[trial.active].off()
    trial.served_again(trial.standby, cut + 0.5)
    agents.power_on(trial.active)
    return trial.close("taken over", trial.standby, takeovers=1)


CASES = {"lease-frozen": frozen, "lease-power-cut": power_cut}
