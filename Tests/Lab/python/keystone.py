"""The administrator's view of Keystone."""

from session import identity_url, login, request


class Keystone:
    def __init__(self):
        self.headers = login("admin", None)

    def call(self, method, path, body=None):
        answer = request(method, identity_url() + path, headers=self.headers, json=body)
        return answer.json() if answer.content else None

    def all(self, collection):
        return self.call("GET", "/" + collection)[collection]

    def ensure(self, collection, kind, wanted, **more):
        """The ID of the record that has these values; it is made, with more of them, if there is none."""
        for record in self.all(collection):
            if all(record.get(key) == value for key, value in wanted.items()):
                return record["id"]
        return self.call("POST", "/" + collection, {kind: {**wanted, **more}})[kind]["id"]
