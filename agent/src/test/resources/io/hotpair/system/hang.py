"""Hangs in the kernel, where SIGKILL does not reach.

Run as `unshare --mount python3 hang.py MOUNT READY RELEASE`, as root. A file system in user space takes a request and never answers it. Whoever asked sleeps
uninterruptibly until the server, a process that has left this family, ends: once the file RELEASE
exists, or after a minute. The mount is this namespace's own and goes with it.
"""

import ctypes
import os
import struct
import sys
import threading
import time

FUSE_INIT = 26
mount, ready, release = sys.argv[1:4]
libc = ctypes.CDLL(None, use_errno=True)
device = os.open("/dev/fuse", os.O_RDWR)
options = ("fd=%d,rootmode=40000,user_id=0,group_id=0" % device).encode()
if libc.mount(b"never", mount.encode(), b"fuse", 0, options) != 0:
    sys.exit("mount: " + os.strerror(ctypes.get_errno()))


def serve():
    while True:
        request = os.read(device, 1 << 17)
        _, operation, unique = struct.unpack_from("<IIQ", request)
        if operation == FUSE_INIT:
            body = struct.pack("<IIIIHHII", 7, 31, 0, 0, 12, 1, 4096, 1).ljust(64, b"\0")
            os.write(device, struct.pack("<IiQ", 16 + len(body), 0, unique) + body)
        else:
            break
    open(ready, "w").close()
    end = time.monotonic() + 60
    while not os.path.exists(release) and time.monotonic() < end:
        time.sleep(0.01)


if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        serve()
    os._exit(0)
os.wait()
os.close(device)


def ask():
    try:
        os.stat(os.path.join(mount, "file"))
    except OSError:
        pass  # the server has gone: it was released


# In a thread of its own: once killed, the process looks like a zombie while the thread hangs on.
asking = threading.Thread(target=ask)
asking.start()
asking.join()
