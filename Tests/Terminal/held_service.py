"""An image service that sends half of an image's data, and the other half when the test says so."""

import hashlib
import http.server
import json
import threading
import urllib.parse

SIZE = 8 << 20
DATA = bytes(range(256)) * (SIZE // 256)
MD5 = hashlib.md5(DATA).hexdigest()
SHA512 = hashlib.sha512(DATA).hexdigest()


class HeldService:
    """Images of these names, all with the same data, on 127.0.0.1."""

    def __init__(self, *names):
        self.images = {f"00000000-0000-4000-8000-{number:012}": name for number, name in enumerate(names)}
        self.may_finish = threading.Event()
        service = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                place = urllib.parse.urlsplit(self.path)
                parts = [part for part in place.path.split("/") if part]
                if len(parts) < 2:
                    return self.answer({"versions": [
                        {"id": "v2.9", "status": "CURRENT", "links": [{"rel": "self", "href": "/v2/"}]}]})
                if parts[1] != "images":
                    return self.answer({}, 404)
                if len(parts) == 2:
                    query = urllib.parse.parse_qs(place.query)
                    # None of them is hidden.
                    images = {} if query.get("os_hidden") == ["true"] else service.images
                    found = [key for key, name in images.items() if "name" not in query or name in query["name"][0]]
                    return self.answer({"images": [service.record(key) for key in found]})
                if parts[2] not in service.images:
                    return self.answer({"message": "no such image"}, 404)
                if len(parts) == 3:
                    return self.answer(service.record(parts[2]))
                self.send_data()

            def send_data(self):
                self.send_response(200)
                self.send_header("Content-Type", "application/octet-stream")
                self.send_header("Content-Length", str(SIZE))
                self.end_headers()
                self.wfile.write(DATA[: SIZE // 2])
                self.wfile.flush()
                service.may_finish.wait()
                try:
                    self.wfile.write(DATA[SIZE // 2:])
                except OSError:
                    self.close_connection = True

            def answer(self, value, status=200):
                body = json.dumps(value).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

            def handle(self):
                try:
                    super().handle()
                except OSError:
                    pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()

    def record(self, key):
        return {
            "id": key, "name": self.images[key], "status": "active", "visibility": "private", "protected": False,
            "os_hidden": False, "container_format": "bare", "disk_format": "raw", "size": SIZE, "virtual_size": None,
            "checksum": MD5, "os_hash_algo": "sha512", "os_hash_value": SHA512, "owner": "p1", "min_disk": 0,
            "min_ram": 0, "tags": [], "created_at": "2026-01-31T10:00:00Z", "updated_at": "2026-01-31T10:00:00Z",
            "self": f"/v2/images/{key}", "file": f"/v2/images/{key}/file", "schema": "/v2/schemas/image",
        }

    @property
    def clouds(self):
        """A clouds.yaml that calls it 'held'."""
        return f"clouds: {{held: {{auth_type: none, auth: {{endpoint: 'http://127.0.0.1:{self.port}'}}}}}}\n"

    def close(self):
        self.may_finish.set()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
