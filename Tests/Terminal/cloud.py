"""A cloud of one user: an identity service that takes one password, and an image service with the images it is given."""

import http.server
import json
import threading
import urllib.parse

PASSWORD = "pa55 wörd-of-demo"


class Cloud:
    #: The service gives no more at once.
    PAGE = 1000

    def __init__(self, images=()):
        self.logins = 0
        self.images = list(images)
        #: The markers of the lists that were asked for.
        self.lists = []
        #: Further pages of a list come only while this is set.
        self.goes_on = threading.Event()
        self.goes_on.set()
        cloud = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                address = urllib.parse.urlparse(self.path)
                if not address.path.endswith("/images"):
                    return self.answer(404, {"message": "no such thing", "code": "404 Not Found"})
                query = dict(urllib.parse.parse_qsl(address.query))
                cloud.lists.append(query.get("marker"))
                if "marker" in query:
                    cloud.goes_on.wait()
                ids = [image["id"] for image in cloud.images]
                start = ids.index(query["marker"]) + 1 if "marker" in query else 0
                end = start + min(Cloud.PAGE, int(query.get("limit", 25)))
                answer = {"images": cloud.images[start:end]}
                if end < len(ids):
                    answer["next"] = f"/v2/images?marker={ids[end - 1]}"
                self.answer(200, answer)

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                cloud.logins += 1
                if body["auth"]["identity"]["password"]["user"]["password"] != PASSWORD:
                    return self.answer(401, {"error": {"code": 401, "message": "wrong password"}})
                endpoint = {"interface": "public", "region_id": "R", "region": "R", "url": cloud.address}
                self.answer(201, {"token": {
                    "issued_at": "2026-11-23T14:00:00.000000Z", "expires_at": "2026-11-23T15:00:00.000000Z",
                    "user": {"name": "demo"}, "project": {"id": "p1", "name": "demo"}, "roles": [],
                    "catalog": [{"type": "image", "name": "glance", "endpoints": [endpoint]}]}})

            def answer(self, status, value):
                body = json.dumps(value).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.send_header("X-Subject-Token", "token-of-demo")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def variables(self):
        """What a program needs to log in, but for the password."""
        return {
            "OS_AUTH_URL": f"{self.address}/v3", "OS_USERNAME": "demo", "OS_PROJECT_NAME": "demo",
            "OS_USER_DOMAIN_NAME": "Default", "OS_PROJECT_DOMAIN_NAME": "Default", "no_proxy": "127.0.0.1",
        }

    def close(self):
        self.goes_on.set()
        self.server.shutdown()
        self.server.server_close()
