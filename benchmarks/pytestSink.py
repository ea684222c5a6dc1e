"""An ingest endpoint that takes every part and keeps nothing. It prints its address, then serves until it is ended."""

from __future__ import annotations

import gzip
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Sink(BaseHTTPRequestHandler):
    """Answers as the server does."""

    def do_POST(self) -> None:
        """Takes a part."""
        lines = gzip.decompress(self.rfile.read(int(self.headers["Content-Length"]))).count(b"\n")
        offset = int(self.path.partition("offset=")[2] or 0)
        answer = json.dumps({"nextOffset": offset + lines, "accepted": lines, "refused": []}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Sink)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
