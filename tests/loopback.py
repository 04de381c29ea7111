"""A real HTTP server on loopback that answers as a test says."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    """body: bytes sent; delay: seconds before them; drip: seconds between single bytes."""

    body: bytes = b"{}"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0
    drip: float = 0


@dataclass
class Loopback:
    """Paths (with their query) to answers; anything else is 404. asked: path and headers of each request."""

    url: str
    answers: dict[str, Answer]
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A client that hangs up is what some tests are about."""


@contextmanager
def loopback() -> Iterator[Loopback]:
    """A server for the length of a block."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            served.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            answer = served.answers.get(self.path, Answer(b"nothing here", 404))
            time.sleep(answer.delay)
            self.send_response(answer.status)
            for name, value in ({"Content-Length": str(len(answer.body))} | answer.headers).items():
                self.send_header(name, value)
            self.end_headers()
            if not answer.drip:
                self.wfile.write(answer.body)
                return
            for place in range(len(answer.body)):
                self.wfile.write(answer.body[place : place + 1])
                self.wfile.flush()
                time.sleep(answer.drip)

        def log_message(self, *arguments):
            """Silent: pytest shows what matters."""

    server = _Server(("127.0.0.1", 0), Handler)
    served = Loopback(f"http://127.0.0.1:{server.server_port}", {})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
