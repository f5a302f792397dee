"""Running one of the two clients, with nothing of the caller's environment that could change what it does."""

import os
import pty
import subprocess
import threading
import time
from dataclasses import dataclass, field

import yaml


@dataclass
class Answer:
    """What became of one call."""

    status: int
    output: str
    errors: str
    seconds: float
    #: What the call left behind: a file, the record it changed.
    traces: list = field(default_factory=list)


class Runner:
    """Calls one client. It counts its time."""

    def __init__(self, name, program, lab, directory, takes_cloud=True):
        self.name = name
        self.program = program
        #: Whether it has --os-cloud; the glance client wants the variables of a cloud.
        self.takes_cloud = takes_cloud
        self._clouds_file = os.path.join(lab, "clouds.yaml")
        self.seconds = 0.0
        self.calls = 0
        self._environment = {
            "PATH": os.path.dirname(program) + ":/usr/bin:/bin",
            "HOME": directory,
            "LC_ALL": "C.UTF-8",
            "PYTHONWARNINGS": "ignore",
            "OS_CLIENT_CONFIG_FILE": os.path.join(lab, "clouds.yaml"),
            "IMGSH_HOME": os.path.join(directory, "imgsh"),
        }

    def _variables(self, cloud):
        with open(self._clouds_file, encoding="utf-8") as file:
            entry = yaml.safe_load(file)["clouds"][cloud]
        found = {f"OS_{name.upper()}": str(value) for name, value in entry["auth"].items()}
        return found | {"OS_REGION_NAME": entry["region_name"], "OS_IDENTITY_API_VERSION": "3"}

    def run(self, words, cloud, leading=(), stdin=None, environment=None, typed=None):
        """`leading` stands before the command, where global options are; `typed` is typed when something is asked."""
        chosen = ["--os-cloud", cloud] if cloud and self.takes_cloud else []
        call = [self.program, *chosen, *leading, *words]
        variables = dict(environment or {})
        if not self.takes_cloud:
            variables |= self._variables(cloud)
        # A terminal, as for a person who types: the openstack client takes any other standard input for data.
        screen, keyboard = pty.openpty() if stdin is None else (None, None)
        begin = time.monotonic()
        with subprocess.Popen(
            call,
            stdin=keyboard if stdin is None else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=self._environment | variables,
            # Without a terminal of its own, a program asks by its standard input.
            start_new_session=True,
        ) as process:
            ended = threading.Event()
            if typed:
                threading.Thread(target=self._type, args=(typed, screen, ended)).start()
            try:
                output, errors = process.communicate(stdin, timeout=120)
            except subprocess.TimeoutExpired:
                process.kill()
                output, errors = process.communicate()
            finally:
                ended.set()
        for descriptor in (screen, keyboard):
            if descriptor is not None:
                os.close(descriptor)
        seconds = time.monotonic() - begin
        self.seconds += seconds
        self.calls += 1
        return Answer(
            process.returncode,
            output.decode("utf-8", "replace"),
            errors.decode("utf-8", "replace"),
            seconds,
        )

    @staticmethod
    def _type(text, screen, ended):
        """Again and again, since whoever asks for a password forgets what was typed before."""
        while not ended.wait(0.2):
            os.write(screen, text)
