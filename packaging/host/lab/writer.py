"""The committing client: numbered rows through the floating address, as long as it lives.

Writes one line a row to a file, `NUMBER SECONDS`, only after the server answered COMMIT. A row
without an answer is never claimed, and its number never used again.
"""

import sys
import time

from . import libpq, site

PACE_SECONDS = 0.004
CONNECT_SECONDS = 0.25
COMMIT_SECONDS = 0.5
RETRY_SECONDS = 0.02


def main():
    run = site.Run(sys.argv[1])
    number = int(sys.argv[2])
    connection = None
    with open(run.folder / "acknowledged", "a", buffering=1, encoding="ascii") as acknowledged, \
            open(run.folder / "writer.log", "a", buffering=1, encoding="utf-8") as log:
        while True:
            number += 1
            try:
                if connection is None:
                    connection = libpq.Connection(site.client_parameters(run), CONNECT_SECONDS)
                    log.write(f"{time.time():.4f} connected, next row {number}\n")
                answers = connection.query(
                    f"BEGIN; INSERT INTO numbered (number) VALUES ({number}); COMMIT",
                    COMMIT_SECONDS)
                if answers[-1][0] == "COMMIT":
                    acknowledged.write(f"{number} {time.time():.4f}\n")
                time.sleep(PACE_SECONDS)
            except libpq.Failed as failure:
                log.write(f"{time.time():.4f} row {number}: {failure}\n")
                if connection is not None:
                    connection.close()
                    connection = None
                time.sleep(RETRY_SECONDS)


if __name__ == "__main__":
    main()
