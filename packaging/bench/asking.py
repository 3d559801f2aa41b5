"""A manager of few octets: one SNMPv2c GET, made once, sent over and over."""

import socket
import time

COMMUNITY = b"public"
SYS_UP_TIME = (1, 3, 6, 1, 2, 1, 1, 3, 0)
LAG = (1, 3, 6, 1, 4, 1, 32473, 1, 1, 1, 11, 0)
PORT = 1161


def _block(kind, content):
    size = len(content)
    if size < 0x80:
        return bytes([kind, size]) + content
    return bytes([kind, 0x82, size >> 8, size & 0xFF]) + content


def _number_of_oid(part):
    octets = [part & 0x7F]
    while part := part >> 7:
        octets.append(0x80 | part & 0x7F)
    return bytes(reversed(octets))


def _name(oid):
    octets = bytes([40 * oid[0] + oid[1]]) + b"".join(map(_number_of_oid, oid[2:]))
    return _block(0x06, octets)


def get(oid, request=7):
    """The datagram that asks for one object (RFC 3416, section 4.2.1)."""
    bindings = _block(0x30, _block(0x30, _name(oid) + b"\x05\x00"))
    numbers = _block(0x02, bytes([request])) + b"\x02\x01\x00\x02\x01\x00"
    return _block(0x30, b"\x02\x01\x01" + _block(0x04, COMMUNITY) + _block(0xA0, numbers + bindings))


def value(answer, oid):
    """The number that an answer to `get` gives for the object."""
    name = _name(oid)
    place = answer.index(name) + len(name)
    size = answer[place + 1]
    return int.from_bytes(answer[place + 2:place + 2 + size], "big")


def first_answer(address, port, seconds, pause=0.002):
    """When an agent first answers, in seconds of the monotonic clock; AssertionError if it never
    does."""
    question = get(SYS_UP_TIME)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.settimeout(pause)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                asking.sendto(question, (address, port))
                asking.recvfrom(2048)
                return time.monotonic()
            except OSError:
                time.sleep(pause / 2)
    raise AssertionError(f"{address}:{port} answered nothing within {seconds} s")
