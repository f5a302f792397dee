"""A small image service that can die: what a real one on this machine does not do when a test likes it to."""

import http.server
import json
import threading


class Service:
    """Lists no images, on a port that stays its own."""

    def __init__(self, port=0):
        service = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                body = json.dumps({"images": [], "first": "/v2/images", "schema": "/v2/schemas/images"}).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                # Nothing may live on in a connection that is open already.
                self.send_header("Connection", "close")
                self.end_headers()
                self.wfile.write(body)
                self.close_connection = True

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            allow_reuse_address = True

        service.server = Server(("127.0.0.1", port), Handler)
        service.port = service.server.server_address[1]
        service.thread = threading.Thread(target=service.server.serve_forever, args=(0.01,))
        service.thread.start()

    def die(self):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def revive(self):
        self.__init__(self.port)
