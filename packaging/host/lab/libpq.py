"""PostgreSQL's own client library, libpq, with a deadline on every call."""

import ctypes
import ctypes.util
import select
import time

_CONNECTION_BAD = 1
_POLLING_READING, _POLLING_WRITING, _POLLING_OK = 1, 2, 3
_TUPLES_OK = 2
_COMMAND_OK = 1


def _load():
    library = ctypes.CDLL(ctypes.util.find_library("pq") or "libpq.so.5")
    pointer, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
    signatures = {
        "PQconnectStart": (pointer, [text]), "PQconnectPoll": (number, [pointer]),
        "PQstatus": (number, [pointer]), "PQsocket": (number, [pointer]),
        "PQfinish": (None, [pointer]), "PQsendQuery": (number, [pointer, text]),
        "PQconsumeInput": (number, [pointer]), "PQisBusy": (number, [pointer]),
        "PQgetResult": (pointer, [pointer]), "PQresultStatus": (number, [pointer]),
        "PQcmdStatus": (text, [pointer]), "PQclear": (None, [pointer]),
        "PQntuples": (number, [pointer]), "PQgetvalue": (text, [pointer, number, number]),
        "PQerrorMessage": (text, [pointer]), "PQresultErrorMessage": (text, [pointer]),
        "PQsetnonblocking": (number, [pointer, number]), "PQflush": (number, [pointer]),
    }
    for name, (result, arguments) in signatures.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


_pq = _load()


class Failed(Exception):
    """Refused, or no answer in time: what was asked may or may not have happened."""


class Connection:
    def __init__(self, parameters, seconds):
        """Connects within `seconds`, else Failed."""
        self._connection = _pq.PQconnectStart(parameters.encode())
        deadline = time.monotonic() + seconds
        state = _POLLING_WRITING
        while state != _POLLING_OK:
            if _pq.PQstatus(self._connection) == _CONNECTION_BAD:
                self._fail("connect")
            self._wait(state == _POLLING_WRITING, deadline, "connect")
            state = _pq.PQconnectPoll(self._connection)
            if state not in (_POLLING_READING, _POLLING_WRITING, _POLLING_OK):
                self._fail("connect")

    def close(self):
        if self._connection is not None:
            _pq.PQfinish(self._connection)
            self._connection = None

    def _fail(self, what):
        message = (_pq.PQerrorMessage(self._connection) or b"").decode(errors="replace").strip()
        self.close()
        raise Failed(f"{what}: {message}")

    def _wait(self, writing, deadline, what):
        descriptor = _pq.PQsocket(self._connection)
        left = deadline - time.monotonic()
        ready = False
        if left > 0 and descriptor >= 0:
            reads, writes = ([], [descriptor]) if writing else ([descriptor], [])
            ready = any(select.select(reads, writes, [], left)[:2])
        if not ready:
            self._fail(f"{what}: no answer in time")

    def query(self, sql, seconds):
        """Runs one or more statements; gives (command tag, rows) of each, within `seconds`."""
        deadline = time.monotonic() + seconds
        if not _pq.PQsendQuery(self._connection, sql.encode()):
            self._fail("send")
        answers = []
        while True:
            while _pq.PQisBusy(self._connection):
                self._wait(False, deadline, "query")
                if not _pq.PQconsumeInput(self._connection):
                    self._fail("query")
            result = _pq.PQgetResult(self._connection)
            if not result:
                return answers
            answers.append(self._read(result))

    def _read(self, result):
        try:
            if _pq.PQresultStatus(result) not in (_TUPLES_OK, _COMMAND_OK):
                message = (_pq.PQresultErrorMessage(result) or b"").decode(errors="replace").strip()
                self.close()
                raise Failed(f"query: {message}")
            rows = [_pq.PQgetvalue(result, row, 0).decode() for row in range(_pq.PQntuples(result))]
            return _pq.PQcmdStatus(result).decode(), rows
        finally:
            _pq.PQclear(result)
