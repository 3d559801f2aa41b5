"""The few kernel calls that the laboratory needs and the standard library lacks (Linux, ctypes)."""

import ctypes
import fcntl
import os
import signal
import socket
import struct
import threading

_libc = ctypes.CDLL(None, use_errno=True)

CLONE_NEWNET = 0x40000000
MS_BIND = 0x1000
IFF_UP = 0x1
IFF_RUNNING = 0x40

_PR_SET_PDEATHSIG = 1
_SIOCGIFFLAGS = 0x8913
_SIOCSIFFLAGS = 0x8914
_EXT4_IOC_SHUTDOWN = 0x8004587D
_EXT4_GOING_FLAGS_NOLOGFLUSH = 2
_LOOP_CLR_FD = 0x4C01
_LOOP_SET_STATUS64 = 0x4C04
_LOOP_GET_STATUS64 = 0x4C05
_LOOP_INFO64_BYTES = 232
_LOOP_SIZELIMIT_OFFSET = 32

_RTM_DELADDR = 21
_RTM_GETADDR = 22
_NLMSG_ERROR = 2
_NLMSG_DONE = 3
_NLM_F_REQUEST = 0x1
_NLM_F_ACK = 0x4
_NLM_F_DUMP = 0x300
_IFA_LOCAL = 2


def _checked(result, what):
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def mount(source, target, kind, flags=0, data=None):
    """mount(2)."""
    encoded = [None if value is None else value.encode()
               for value in (source, target, kind, data)]
    _checked(_libc.mount(encoded[0], encoded[1], encoded[2], flags, encoded[3]), f"mount {target}")


def end_with_parent():
    """This process is killed when the one that started it ends, however that ends."""
    _checked(_libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0), "prctl")


def in_network_namespace(path, work):
    """Runs `work` on a thread of its own inside the network namespace that `path` names.

    Sockets that it opens stay in that namespace, whoever uses them later.
    """
    result = []

    def run():
        try:
            with open(path, "rb") as namespace:
                _checked(_libc.setns(namespace.fileno(), CLONE_NEWNET), f"setns {path}")
            result.append((work(), None))
        except BaseException as failure:  # handed to the caller, whatever it is
            result.append((None, failure))

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join()
    value, failure = result[0]
    if failure is not None:
        raise failure
    return value


def limit_loop(device, size):
    """Lets a loop device end after `size` bytes: beyond, I/O fails as on a lost LUN. 0: no limit."""
    descriptor = os.open(device, os.O_RDONLY | os.O_CLOEXEC)
    try:
        info = bytearray(fcntl.ioctl(descriptor, _LOOP_GET_STATUS64, bytes(_LOOP_INFO64_BYTES)))
        struct.pack_into("=Q", info, _LOOP_SIZELIMIT_OFFSET, size)
        fcntl.ioctl(descriptor, _LOOP_SET_STATUS64, bytes(info))
    finally:
        os.close(descriptor)


def drop_unsynced_writes(directory):
    """Shuts down the ext4 that is mounted on `directory` at once, its journal not flushed.

    What was not synced is gone, as after a power cut.
    """
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.ioctl(descriptor, _EXT4_IOC_SHUTDOWN, struct.pack("I", _EXT4_GOING_FLAGS_NOLOGFLUSH))
    finally:
        os.close(descriptor)


def detach_loop(device):
    """Detaches a loop device; one that is still in use goes with its last user."""
    descriptor = os.open(device, os.O_RDONLY)
    try:
        fcntl.ioctl(descriptor, _LOOP_CLR_FD)
    finally:
        os.close(descriptor)


def tap(link):
    """A socket that receives what a link of this namespace receives; packet(7)."""
    every_protocol = 3
    heard = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(every_protocol))
    heard.bind((link, every_protocol))
    heard.settimeout(5)
    return heard


class NetworkView:
    """Links and addresses of one network namespace, read and changed without starting a process."""

    def __init__(self, path):
        self._control, self._netlink = in_network_namespace(path, self._open)
        self._netlink.settimeout(2)
        self._sequence = 0

    @staticmethod
    def _open():
        control = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        netlink = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE)
        netlink.bind((0, 0))
        return control, netlink

    def close(self):
        self._control.close()
        self._netlink.close()

    def flags(self, link):
        request = struct.pack("16sH14x", link.encode(), 0)
        return struct.unpack("16sH14x", fcntl.ioctl(self._control, _SIOCGIFFLAGS, request))[1]

    def set_up(self, link, up):
        flags = self.flags(link)
        flags = flags | IFF_UP if up else flags & ~IFF_UP
        fcntl.ioctl(self._control, _SIOCSIFFLAGS, struct.pack("16sH14x", link.encode(), flags))

    def addresses(self):
        """The IPv4 addresses as (interface index, prefix length, dotted address)."""
        return [(index, prefix, socket.inet_ntoa(local)) for index, prefix, local in self._dump()]

    def flush_addresses(self):
        """Removes every IPv4 address but the loopback interface's."""
        for index, prefix, local in self._dump():
            if local[0] != 127:
                self._delete(index, prefix, local)

    def _ask(self, kind, flags, body):
        self._sequence += 1
        header = struct.pack(
            "IHHII", 16 + len(body), kind, _NLM_F_REQUEST | flags, self._sequence, 0)
        self._netlink.send(header + body)

    def _messages(self):
        while True:
            data = self._netlink.recv(65536)
            while len(data) >= 16:
                length, kind, _, sequence, _ = struct.unpack_from("IHHII", data)
                if sequence == self._sequence:
                    yield kind, data[16:length]
                    if kind in (_NLMSG_DONE, _NLMSG_ERROR):
                        return
                data = data[(length + 3) & ~3:]

    def _dump(self):
        self._ask(_RTM_GETADDR, _NLM_F_DUMP, struct.pack("BBBBI", socket.AF_INET, 0, 0, 0, 0))
        found = []
        for kind, body in self._messages():
            if kind in (_NLMSG_DONE, _NLMSG_ERROR):
                break
            _, prefix, _, _, index = struct.unpack_from("BBBBI", body)
            offset = 8
            while offset + 4 <= len(body):
                length, attribute = struct.unpack_from("HH", body, offset)
                if attribute == _IFA_LOCAL:
                    found.append((index, prefix, body[offset + 4:offset + 8]))
                offset += max(4, (length + 3) & ~3)
        return found

    def _delete(self, index, prefix, local):
        body = struct.pack("BBBBI", socket.AF_INET, prefix, 0, 0, index)
        body += struct.pack("HH", 8, _IFA_LOCAL) + local
        self._ask(_RTM_DELADDR, _NLM_F_ACK, body)
        for _ in self._messages():
            pass  # an address that is gone already is as good as removed
