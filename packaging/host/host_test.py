"""Runs the host test: `python3 host_test.py [--without-agent]`."""

import argparse
import os
import sys

from cases import laboratory_itself
from lab.laboratory import Laboratory
from lab.report import Report


def main():
    parser = argparse.ArgumentParser(description="Host test of Hotpair: namespaces of this machine.")
    parser.add_argument("--without-agent", action="store_true",
                        help="only the cases that prove the laboratory itself")
    options = parser.parse_args()
    if os.geteuid() != 0:
        sys.exit("the host test makes namespaces and loop devices: run it as root")
    report = Report()
    with Laboratory(f"lab{os.getpid()}") as lab:
        laboratory_itself.run(report, lab)
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
