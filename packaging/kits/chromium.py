"""A headless chromium, driven over its DevTools socket with what Python has."""

import base64
import json
import os
import shutil
import socket
import struct
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path


WHOLE = ("!document.querySelector('.is-loading') && Array.from(document.images).every("
         "function (one) { return one.complete; })")


class Chromium:
    """One page; `go`, `run` and `picture` wait until they are done."""

    def __init__(self, width=1400, height=1000):
        self.folder = tempfile.mkdtemp(prefix="hotpair-chromium-")
        self.process = subprocess.Popen([
            "chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            "--remote-debugging-port=0", "--remote-allow-origins=*",
            f"--user-data-dir={self.folder}", f"--window-size={width},{height}", "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True)
        self.number = 0
        port = self._await(self._port)
        self.size = width, height
        target = self._await(lambda: next(
            (page for page in json.load(urllib.request.urlopen(
                f"http://127.0.0.1:{port}/json")) if page["type"] == "page"), None))
        self.connection = self._connect(port, target["webSocketDebuggerUrl"].split(str(port))[1])
        self.ask("Page.enable")
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height,
                 deviceScaleFactor=1, mobile=False)

    @staticmethod
    def _await(condition, seconds=60):
        deadline = time.monotonic() + seconds
        while not (found := condition()):
            if time.monotonic() > deadline:
                raise AssertionError("chromium does not come up")
            time.sleep(0.1)
        return found

    def _port(self):
        file = Path(self.folder, "DevToolsActivePort")
        return file.exists() and file.read_text().split() and int(file.read_text().split()[0])

    @staticmethod
    def _connect(port, path):
        """RFC 6455's handshake."""
        connection = socket.create_connection(("127.0.0.1", port), timeout=60)
        key = base64.b64encode(os.urandom(16)).decode()
        connection.sendall(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
            "Sec-WebSocket-Version: 13\r\n\r\n".encode())
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += connection.recv(1)
        if b" 101 " not in answer:
            raise AssertionError(answer.decode())
        return connection

    def _send(self, text):
        data, mask = text.encode(), os.urandom(4)
        size = len(data)
        head = (bytes([0x81, 0x80 | size]) if size < 126 else
                struct.pack(">BBH", 0x81, 0xFE, size) if size < 65536 else
                struct.pack(">BBQ", 0x81, 0xFF, size))
        self.connection.sendall(
            head + mask + bytes(byte ^ mask[place % 4] for place, byte in enumerate(data)))

    def _take(self, count):
        data = b""
        while len(data) < count:
            part = self.connection.recv(count - len(data))
            if not part:
                raise AssertionError("chromium has gone")
            data += part
        return data

    def _receive(self):
        data = b""
        while True:
            first, second = self._take(2)
            size = second & 0x7F
            if size == 126:
                size, = struct.unpack(">H", self._take(2))
            elif size == 127:
                size, = struct.unpack(">Q", self._take(8))
            data += self._take(size)
            if first & 0x80:
                return json.loads(data)

    def ask(self, method, **params):
        self.number += 1
        self._send(json.dumps({"id": self.number, "method": method, "params": params}))
        while True:
            answer = self._receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise AssertionError(f"{method}: {answer['error']}")
                return answer["result"]

    def run(self, script):
        """What an expression gives."""
        found = self.ask("Runtime.evaluate", expression=script, returnByValue=True,
                         awaitPromise=True)
        if "exceptionDetails" in found:
            raise AssertionError(f"{script}: {found['exceptionDetails']}")
        return found["result"].get("value")

    def until(self, script, seconds=60):
        deadline = time.monotonic() + seconds
        while not (found := self.run(script)):
            if time.monotonic() > deadline:
                raise AssertionError(f"not within {seconds} s: {script}")
            time.sleep(0.3)
        return found

    def go(self, url):
        self.run("window.old = true")
        self.ask("Page.navigate", url=url)
        self.until("!window.old && document.readyState === 'complete'")

    def picture(self, file, height=None):
        width = self.size[0]
        self.ask("Emulation.setDeviceMetricsOverride", width=width,
                 height=height or self.size[1], deviceScaleFactor=1, mobile=False)
        # Widgets and their graphs load by themselves, one after the other; a page is whole when
        # nothing has been loading for a while.
        quiet = 0
        while quiet < 5:
            time.sleep(0.4)
            quiet = quiet + 1 if self.run(WHOLE) else 0
        found = self.ask("Page.captureScreenshot", format="png")
        Path(file).write_bytes(base64.b64decode(found["data"]))

    def close(self):
        self.connection.close()
        self.process.terminate()
        self.process.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)
