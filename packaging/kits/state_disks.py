"""File systems of the nodes' state directories, which a test fills and empties."""

import os
import subprocess
from pathlib import Path

SIZE = 16 << 20
# More than the site's limit, and enough is left for what an agent writes.
FULL = 0.97


class StateDisks:
    """A small file system for each node. Needs root, and a mount namespace that is a test's own."""

    def __init__(self, folder, nodes):
        self.places = [Path(folder, node) for node in nodes]
        self.mounted = []
        for place in self.places:
            place.mkdir(mode=0o700)
            subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0700", "hotpair-state",
                            str(place)], check=True)
            self.mounted.append(place)

    def fill(self):
        for place in self.places:
            found = os.statvfs(place)
            free = found.f_bavail - int((1 - FULL) * found.f_blocks)
            (place / "filler").write_bytes(bytes(free * found.f_frsize))

    def empty(self):
        for place in self.places:
            (place / "filler").unlink()

    def close(self):
        """Lazy: an agent may still end."""
        for place in self.mounted:
            subprocess.run(["umount", "--lazy", str(place)], check=False)
