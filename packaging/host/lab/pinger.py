"""Pings an address every few milliseconds and writes when each answered echo was sent.

One line an answer: `SENT RECEIVED`, in seconds since 1970. An outage is the longest time between
two answered echoes.
"""

import select
import socket
import struct
import sys
import time

INTERVAL_SECONDS = 0.005
_KEPT = 4096


def checksum(data):
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    total = (total >> 16) + (total & 0xFFFF)
    return ~(total + (total >> 16)) & 0xFFFF


def echo(identifier, sequence):
    body = struct.pack("!BBHHH", 8, 0, 0, identifier, sequence)
    return struct.pack("!BBHHH", 8, 0, checksum(body), identifier, sequence)


def main():
    address, path, identifier = sys.argv[1], sys.argv[2], int(sys.argv[3])
    pinging = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
    pinging.setblocking(False)
    sent = [0.0] * _KEPT
    sequence = 0
    due = time.monotonic()
    with open(path, "a", buffering=1, encoding="ascii") as answers:
        while True:
            now = time.monotonic()
            if now >= due:
                sent[sequence % _KEPT] = time.time()
                try:
                    pinging.sendto(echo(identifier, sequence), (address, 0))
                except OSError:
                    pass  # no route, no neighbour: no answer either
                sequence = (sequence + 1) & 0xFFFF
                due = max(due + INTERVAL_SECONDS, now)
            if select.select([pinging], [], [], max(0.0, due - time.monotonic()))[0]:
                _take(pinging, identifier, sent, answers)


def _take(pinging, identifier, sent, answers):
    try:
        packet = pinging.recv(2048)
    except OSError:
        return  # an error queued by an earlier echo
    header = (packet[0] & 0x0F) * 4
    kind, _, _, echoed, sequence = struct.unpack_from("!BBHHH", packet, header)
    if kind == 0 and echoed == identifier:
        answers.write(f"{sent[sequence % _KEPT]:.4f} {time.time():.4f}\n")


if __name__ == "__main__":
    main()
