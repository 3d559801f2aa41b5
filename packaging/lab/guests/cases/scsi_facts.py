"""What the array does with reservations, tried by hand: the ground that guard scsi-pr stands on."""

from lab import site
from lab.laboratory import wait_for
from lab.report import check, check_equal

from ..reservations import CONFLICT, GOOD, Hand, key

# Unused blocks near the LUN's end.
PLACE = (site.LUNS["data"] >> 12) - 64
TOLD_SECONDS = 20


def _hands(lab):
    return [Hand(lab.nodes[node]) for node in site.NODES]


def _start_afresh(lab):
    """Takes whatever reservation an earlier case left off the data LUN."""
    hand = _hands(lab)[0]
    mine = key(9, 1)
    check_equal(hand.register_and_ignore(mine), GOOD, "REGISTER AND IGNORE EXISTING KEY")
    check_equal(hand.clear(mine), GOOD, "CLEAR")
    check_equal(hand.keys(), [], "keys after CLEAR")


def _held_by(lab, hand, own):
    check_equal(hand.register(own), GOOD, "REGISTER")
    check_equal(hand.reserve(own), GOOD, "RESERVE")
    check_equal(hand.holder(), own, "holder")


def capabilities(lab):
    """LIO: persistent reservations of type 5, with APTPL and PREEMPT AND ABORT"""
    told = _hands(lab)[0].capabilities()
    for line in ("Persist Through Power Loss Capable(PTPL_C): 1",
                 "Write Exclusive, registrants only: 1"):
        check(line in told, f"{line!r} is not in what the target reports:\n{told}")


def unregistered(lab):
    """type 5: who is not registered reads, and its write is refused"""
    _start_afresh(lab)
    first, second = _hands(lab)
    check(second.write(PLACE), "a write without any reservation was refused")
    _held_by(lab, first, key(1, 1))
    check(first.write(PLACE), "the holder's write was refused")
    check(not second.write(PLACE), "the write of a node that is not registered was taken")
    read = lab.nodes["vpe1"].command("dd", f"if={lab.nodes['vpe1'].lun()}", "of=/dev/null",
                                     "bs=4096", "count=1", "iflag=direct")
    check_equal(read.returncode, 0, f"a read without registration ({read.stderr})")
    wait_for(lambda: lab.target_log.refused_writes("vpe1"), TOLD_SECONDS,
             "the array's word that it refused the write")
    check(any(command.node == "blade1" and command.good for command in lab.target_log.commands()),
          "the array did not tell of the holder's write")


def compare_and_set(lab):
    """PREEMPT AND ABORT: with a stale epoch it conflicts, with the right one it wins"""
    _start_afresh(lab)
    first, second = _hands(lab)
    _held_by(lab, first, key(1, 1))
    check_equal(first.register(key(1, 2), old=key(1, 1)), GOOD, "REGISTER by the old key")
    check_equal(first.holder(), key(1, 2), "holder, re-keyed")
    check_equal(second.register(key(2, 2)), GOOD, "the peer's REGISTER")
    check_equal(second.preempt_and_abort(key(2, 2), key(1, 1)), CONFLICT, "PREEMPT of epoch 1")
    check_equal(second.holder(), key(1, 2), "holder after the conflict")
    check_equal(second.preempt_and_abort(key(2, 2), key(1, 2)), GOOD, "PREEMPT of epoch 2")
    check_equal((second.holder(), second.keys()), (key(2, 2), [key(2, 2)]), "holder and keys")
    check_equal(second.preempt_and_abort(key(2, 2), key(1, 2)), CONFLICT, "the same once more")


def old_holder(lab):
    """after a claim the old holder's next write is refused, and its REGISTER by the old key"""
    _start_afresh(lab)
    first, second = _hands(lab)
    _held_by(lab, first, key(1, 7))
    check_equal(second.register(key(2, 8)), GOOD, "the peer's REGISTER")
    check_equal(second.preempt_and_abort(key(2, 8), key(1, 7)), GOOD, "PREEMPT AND ABORT")
    check(not first.write(PLACE), "the old holder's write was taken")
    check(second.write(PLACE), "the new holder's write was refused")
    check_equal(first.register(key(1, 9), old=key(1, 7)), CONFLICT, "REGISTER by the lost key")
    wait_for(lambda: lab.target_log.turns()[-1].node == "vpe1", TOLD_SECONDS,
             "the array's word that vpe1 wrote last")


def restarted(lab):
    """the array restarted: holder and key are as before (APTPL), and a stranger's write is refused"""
    _start_afresh(lab)
    first, second = _hands(lab)
    _held_by(lab, first, key(1, 3))
    check_equal(lab.target_log.reservation().aptpl, "APTPL Bit Status: Activated",
                "what the array says of APTPL")
    lab.storage.off()
    lab.storage.on()
    lab.storage.wait_ready()
    lab.storage.wait_for_file("/run/lab/serving", 120)
    wait_for(lambda: first.write(PLACE, 60), 120, "the holder's write after the restart")
    check_equal((first.holder(), first.keys()), (key(1, 3), [key(1, 3)]), "holder and keys")
    check(not second.write(PLACE), "a stranger's write was taken after the restart")


CASES = {
    "capabilities": capabilities,
    "unregistered": unregistered,
    "compare-and-set": compare_and_set,
    "old-holder": old_holder,
    "restarted": restarted,
}
