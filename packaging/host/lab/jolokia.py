"""Jolokia as a script calls it: JSON over HTTP with basic authentication, from inside a node."""

import base64
import http.client
import json

from . import linux

PORT = 8778
TIMEOUT_SECONDS = 5


class Refused(Exception):
    """Not 200 in HTTP, or not 200 in Jolokia's own answer."""


class Jolokia:
    """One user of the agent's Jolokia endpoint on a node's loopback."""

    def __init__(self, run, node, user, password):
        self._namespace = run.namespace_path(node)
        word = base64.b64encode(f"{user}:{password}".encode()).decode()
        self.headers = {"Authorization": f"Basic {word}", "Content-Type": "application/json"}

    def read(self, bean, attribute=None):
        """An attribute, or all of them, of an MBean."""
        request = {"type": "read", "mbean": bean}
        if attribute is not None:
            request["attribute"] = attribute
        return self.post(request)

    def execute(self, bean, operation, *arguments):
        return self.post({"type": "exec", "mbean": bean, "operation": operation,
                          "arguments": list(arguments)})

    def post(self, request):
        """The `value` of Jolokia's answer; Refused with its words otherwise."""
        status, text = self.exchange(json.dumps(request))
        if status != 200:
            raise Refused(f"HTTP {status}: {text[:300]}")
        answer = json.loads(text)
        if answer.get("status") != 200:
            raise Refused(f"status {answer.get('status')}: {answer.get('error')}")
        return answer["value"]

    def exchange(self, body):
        """(HTTP status, text) of one POST."""
        return linux.in_network_namespace(self._namespace, lambda: self._exchange(body))

    def _exchange(self, body):
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=TIMEOUT_SECONDS)
        try:
            connection.request("POST", "/jolokia", body, self.headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(errors="replace")
        finally:
            connection.close()
