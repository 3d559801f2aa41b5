"""A server with a certificate that nobody trusts, which keeps what it is told."""

import socket
import ssl
import subprocess
import threading


class Stranger:
    def __init__(self, folder):
        certificate, key = folder / "stranger.pem", folder / "stranger.key"
        subprocess.run([
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
            "-nodes", "-days", "2", "-subj", "/CN=stranger", "-keyout", str(key), "-out",
            str(certificate), "-addext", "subjectAltName=IP:127.0.9.2"],
            check=True, capture_output=True)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate, key)
        self.door = socket.create_server(("127.0.9.2", 0))
        self.port = self.door.getsockname()[1]
        self.callers, self.heard = 0, b""
        self.thread = threading.Thread(target=self._serve)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        # It wakes from accept by a last caller.
        self.closing = True
        socket.create_connection(("127.0.9.2", self.port)).close()
        self.thread.join()
        self.door.close()

    closing = False

    def _serve(self):
        while not self.closing:
            caller, _ = self.door.accept()
            with caller:
                caller.settimeout(2)
                self.callers += 1
                try:
                    with self.context.wrap_socket(caller, server_side=True) as secured:
                        self.heard += secured.recv(4096)
                except OSError:
                    pass  # the caller did not trust the certificate
