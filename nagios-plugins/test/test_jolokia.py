"""Over Jolokia: what the plugin sends, and what it says when the answer is not one.

The agent's own tests ask the real Jolokia; here stands what that does not answer.
"""

import base64
import json
import socket
import tempfile
import threading
import time
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import plugin
from agents import free_port

PAIR = {"ready": True, "notReadyCauseCode": 1, "notReadyDetail": "", "suspended": False}


def agent():
    """An agent that has just decided: a test that comes late finds no old snapshot."""
    now = int(time.time() * 1000)
    return {"Node": "blade1", "UnsafeDemo": False, "Started": now - 60_000, "SnapshotTime": now}


class Handler(BaseHTTPRequestHandler):
    """Answers with the server's status and body, and keeps what was asked."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, dict(self.headers), json.loads(body)))
        answer = self.server.body.encode()
        self.send_response(self.server.status)
        self.send_header("Location", "http://127.0.0.1:1/")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


def values(*found):
    return json.dumps([{"status": 200, "value": value} for value in found])


class JolokiaTest(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.password = Path(directory.name, "password")
        self.password.write_text("p:ss wörd\n", encoding="utf-8")
        self.password.chmod(0o600)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.asked, self.server.status = [], 200
        self.server.body = values(agent(), {"Pairs": {"erp": PAIR}})
        thread = threading.Thread(target=self.server.serve_forever, args=(0.05,))
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.url = f"http://127.0.0.1:{self.server.server_port}/jolokia"

    def finds(self, status, text, *arguments, **environment):
        result = plugin.check("-m", "readiness", "--jolokia", self.url, "-u", "ops", "-t", "3",
                              "--password-file", self.password, *arguments,
                              environment=environment)
        self.assertEqual(result.status, status, result)
        self.assertIn(text, result.text)
        self.assertEqual(result.errors, "")
        return result

    def test_one_request_asks_for_what_the_mode_needs(self):
        self.finds(0, "READINESS OK - erp: ready")
        ((path, headers, asked),) = self.server.asked
        self.assertEqual(path, "/jolokia/")
        self.assertEqual(base64.b64decode(headers["Authorization"].split()[1]).decode(),
                         "ops:p:ss wörd")
        self.assertEqual([question["type"] for question in asked], ["read", "read"])
        self.assertEqual(asked[1]["mbean"], "io.hotpair:type=Site")
        self.assertEqual(asked[1]["attribute"], ["Pairs"])

    def test_the_parts_of_a_node(self):
        self.server.body = values(agent(), {"Health": {"system-disk": {
            "verdictCode": 3, "reading": "812 ms", "value": 812, "unit": "ms", "advice": "replace",
            "limits": "", "lastChange": 0, "changes": 1}}})
        self.finds(2, "system-disk of blade1 is failing, 812 ms: replace", "-m", "health")
        ((_, _, asked),) = self.server.asked
        self.assertEqual(asked[1]["attribute"], ["Health"])

    def test_numbers_may_come_as_texts(self):
        self.server.body = values({**agent(), "SnapshotTime": str(agent()["SnapshotTime"])},
                                  {"Pairs": {"erp": {**PAIR, "ready": False,
                                                     "notReadyCauseCode": "9"}}})
        self.finds(2, "1 of 1 pairs not ready: erp: diskUnreachable")

    def test_a_pair_that_vanished(self):
        self.finds(3, "blade1 has no pair crm; it has: erp", "-P", "crm")

    def test_an_older_agent(self):
        self.server.body = values(agent(), {"Pairs": {"erp": {"ready": True}}})
        self.finds(3, "does not show hotpairPairNotReadyCause erp: the agent is older")

    def test_a_wrong_password(self):
        self.server.status = 401
        self.finds(3, "refuses the user or the password (HTTP 401)")

    def test_another_server_at_that_port(self):
        self.server.status = 404
        self.finds(3, "answers HTTP 404: is this the agent's Jolokia URL?")
        self.server.status, self.server.body = 200, "<html>"
        self.finds(3, "does not answer in JSON: is this Jolokia?")
        for self.server.body in ('{"status": 200}', "[]", "[1, 2]", "7", "[{}, {}]"):
            self.finds(3, "does not answer as Jolokia does")

    def test_a_redirection_is_not_followed_with_the_password(self):
        self.server.status = 302
        self.finds(3, "answers HTTP 302")
        self.assertEqual(len(self.server.asked), 1)

    def test_a_proxy_in_the_environment_is_not_asked(self):
        self.finds(0, "OK", http_proxy="http://127.0.0.1:1")

    def test_what_jolokia_refuses_is_quoted(self):
        self.server.body = json.dumps([{"status": 403, "error": "not listed"}] * 2)
        self.finds(3, "not listed")

    def test_a_closed_port(self):
        self.url = f"http://127.0.0.1:{free_port(socket.SOCK_STREAM)}/jolokia"
        self.finds(3, "nothing listens at 127.0.0.1:")

    def test_a_silent_host(self):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            self.url = f"http://127.0.0.1:{silent.getsockname()[1]}/jolokia"
            self.finds(3, "within the time given by -t")

    def test_no_password_over_a_network_in_clear_text(self):
        self.url = "http://192.0.2.1:8778/jolokia"
        self.finds(3, "would send the password in clear text; use https")

    def test_a_server_without_tls(self):
        self.url = self.url.replace("http:", "https:")
        self.finds(3, "TLS: ")

    def test_a_password_in_the_url_or_in_an_open_file_is_refused(self):
        self.password.chmod(0o644)
        self.finds(3, "it holds secrets; its mode is 0644")
        self.url = "https://ops:secret@127.0.0.1/jolokia"
        self.finds(3, "no user or password in the URL")

    def test_an_address_that_is_none(self):
        for self.url in ("ftp://x/", "jolokia", "https://"):
            self.finds(3, "must be as https://blade1:8778/jolokia")
        self.url = "https://no-such-host.invalid/jolokia"
        self.finds(3, "no-such-host.invalid")
