"""The lab's services, and the programs of others that talk to them."""

import json
import pathlib
import shlex
import subprocess
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Lab:
    def __init__(self, home):
        self.settings = self._settings()
        self.glance = f"http://127.0.0.1:{self.settings['LAB_PORT_GLANCE']}"
        self.glance_of_two = f"http://127.0.0.1:{self.settings['LAB_PORT_GLANCE2']}"
        #: Bytes that an image of the second one may have.
        self.size_cap_of_two = int(self.settings["LAB_SIZE_CAP2"])
        self.keystone = f"http://127.0.0.1:{self.settings['LAB_PORT_KEYSTONE']}/v3"
        self.peers = pathlib.Path(self.settings["LAB_PEERS"])
        #: For imgsh and openstack.
        self.environment = dict(
            home.environment, OS_CLOUD="lab-user", PYTHONWARNINGS="ignore",
            OS_CLIENT_CONFIG_FILE=self.settings["OS_CLIENT_CONFIG_FILE"])
        # The glance client knows no clouds.yaml.
        self.glance_environment = {name: value for name, value in self.environment.items() if name != "OS_CLOUD"}
        self.glance_environment.update(
            OS_AUTH_URL=self.keystone, OS_USERNAME="demo", OS_PASSWORD="demopw", OS_PROJECT_NAME="demo",
            OS_USER_DOMAIN_NAME="Default", OS_PROJECT_DOMAIN_NAME="Default", OS_REGION_NAME="RegionOne")

    @staticmethod
    def _settings():
        """What Tests/Lab/export says."""
        text = subprocess.run([ROOT / "Tests/Lab/export"], check=True, capture_output=True, text=True).stdout
        found = {}
        for word in shlex.split(text.replace(";", " ").replace("\n", " ")):
            name, equals, value = word.partition("=")
            if equals:
                found[name] = value
        return found

    def token(self):
        """A token of the cloud lab-user."""
        body = {"auth": {
            "identity": {"methods": ["password"], "password": {
                "user": {"name": "demo", "domain": {"id": "default"}, "password": "demopw"}}},
            "scope": {"project": {"name": "demo", "domain": {"id": "default"}}}}}
        request = urllib.request.Request(
            f"{self.keystone}/auth/tokens", json.dumps(body).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request) as answer:
            answer.read()
            return answer.headers["X-Subject-Token"]

    def pages(self):
        """Fetches a list as a program without any work of its own would: a login, and page after page.

        Gives the seconds of all of it, and those until the first page was there.
        """
        start = time.monotonic()
        headers = {"X-Auth-Token": self.token()}
        path, first = "/v2/images?limit=1000", None
        while path:
            with urllib.request.urlopen(urllib.request.Request(self.glance + path, headers=headers)) as answer:
                path = json.load(answer).get("next")
            first = first or time.monotonic() - start
        return time.monotonic() - start, first

    def seed(self, count):
        """Images of that many names; all of them go with `--clean`."""
        subprocess.run([ROOT / "Tests/Lab/seed", str(count)], check=True, stdout=subprocess.DEVNULL)

    def clean(self):
        subprocess.run([ROOT / "Tests/Lab/seed", "--clean"], check=True, stdout=subprocess.DEVNULL)
