"""What all rows share: how much is to be measured, and what is said meanwhile."""

import argparse
import dataclasses
import os
import pathlib
import signal
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BENCH = ROOT / "packaging/bench"
DISTRIBUTION = ROOT / "packaging/target/hotpair"
LAUNCHER = DISTRIBUTION / "bin/hotpair"
_BEGAN = time.monotonic()


@dataclasses.dataclass
class Setting:
    """How much of everything; `quick` is to try the bench, its figures are not to be quoted."""

    repetitions: int = 10
    quick: bool = False
    pressure_seconds: float = 480
    folder: pathlib.Path = pathlib.Path("/tmp")  # where what is kept is written
    options: str = ""  # more options of Hotpair's virtual machine
    skip: list = dataclasses.field(default_factory=list)  # contenders to leave out


def say(text):
    """Progress, on standard error."""
    print(f"{time.monotonic() - _BEGAN:6.0f} s  {text}", file=sys.stderr, flush=True)


def require_root():
    if os.geteuid() != 0:
        sys.exit("the bench makes namespaces: run it as root")
    # Asked to end, it takes away what it made.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended before its time"))


def alone(document, measure):
    """Runs one bench by itself: measures as its options say, and prints the details of each row."""
    parser = argparse.ArgumentParser(description=document.splitlines()[0])
    parser.add_argument("--repetitions", type=int, default=10)
    parser.add_argument("--options", default="", help="more options of the virtual machine")
    options = parser.parse_args()
    require_root()
    for row in measure(Setting(repetitions=options.repetitions, options=options.options)):
        print("\n".join(row.details))
