import os
import pathlib
import shlex
import shutil
import subprocess

import pytest

from terminal import PROMPT, Terminal

BINARY = os.environ.get("IMGSH_TERMINAL_BINARY", "")


class Home:
    """A home directory of its own, with an image store in it."""

    def __init__(self, path):
        self.path = path
        self.terminals = []
        self.env = {
            "HOME": str(path),
            "PATH": os.environ["PATH"],
            "TMPDIR": str(path),
            "XDG_CONFIG_HOME": str(path / "config"),
            "XDG_DATA_HOME": str(path / "data"),
            "XDG_STATE_HOME": str(path / "state"),
            "XDG_CACHE_HOME": str(path / "cache"),
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            # Long output shall not wait for somebody who reads it.
            "PAGER": "cat",
            # A crash must show as one, not as a menu.
            "SWIFT_BACKTRACE": "interactive=no,color=no",
        }

    def environment(self, changes):
        env = dict(self.env, **changes)
        return {name: value for name, value in env.items() if value is not None}

    def open(self, *words, rows=24, columns=80, **changes):
        """Starts a program on a terminal; without words, the shell."""
        terminal = Terminal(list(words) or [BINARY], self.environment(changes), self.path, rows, columns)
        self.terminals.append(terminal)
        return terminal

    def start(self, **arguments):
        """Starts the shell and waits for its prompt."""
        terminal = self.open(**arguments)
        terminal.wait(lambda: terminal.rows[-1:] == [PROMPT.rstrip()], "the first prompt")
        return terminal

    def create_images(self, *names):
        """Makes images without data by one run of the shell."""
        script = "".join(f"image create {shlex.quote(name)}\n" for name in names)
        subprocess.run([BINARY], input=script, text=True, env=self.env, cwd=self.path, check=True,
                       stdout=subprocess.DEVNULL)

    def take_images(self, data):
        """Takes a copy of another home's store."""
        shutil.copytree(data, self.path / "data")

    def write(self, name, text):
        (self.path / name).write_text(text)


#: Names of more images than a screen has room for.
MANY = [f"image-{number:03}" for number in range(300)]


@pytest.fixture(scope="session")
def many_images(tmp_path_factory):
    """A store with images called MANY, made once."""
    home = Home(tmp_path_factory.mktemp("many"))
    home.create_images(*MANY)
    return home.path / "data"


@pytest.fixture
def home(tmp_path):
    home = Home(pathlib.Path(tmp_path))
    yield home
    for terminal in home.terminals:
        terminal.close()


@pytest.fixture
def shell(home):
    return home.start()
