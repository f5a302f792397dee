"""The program under torture, and a place of its own for it."""

import dataclasses
import os
import pathlib
import shutil
import subprocess
import tempfile

PRELOAD = pathlib.Path(__file__).resolve().parent.parent / "preload" / "storage.c"


@dataclasses.dataclass
class Result:
    #: As the shell says it: 128 + the signal's number when one ended it.
    status: int
    output: str
    errors: str

    @property
    def crashed(self):
        """Ended by a signal that nobody sent: a trap, an abort, a bad access."""
        return self.status in (128 + 4, 128 + 5, 128 + 6, 128 + 7, 128 + 8, 128 + 11)


class Program:
    def __init__(self, imgsh, directory=None):
        self.imgsh = imgsh
        if directory is None and os.access("/dev/shm", os.W_OK):
            directory = "/dev/shm"  # what is killed or cut short here is the program, not the disk
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="imgsh-torture-", dir=directory))
        self.root = self.path / "root"
        self.root.mkdir()
        self.environment = {
            "HOME": str(self.path / "home"), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8",
            "SWIFT_BACKTRACE": "enable=no"}
        self.forget()

    def clear(self):
        """An empty root."""
        shutil.rmtree(self.root)
        self.root.mkdir()
        self.forget()

    def forget(self):
        """A new home: no journals of what was killed before."""
        shutil.rmtree(self.path / "home", ignore_errors=True)
        (self.path / "home").mkdir(mode=0o700)

    def start(self, words, extra=None, **streams):
        streams.setdefault("stdin", subprocess.DEVNULL)
        return subprocess.Popen(
            [self.imgsh, "--norc", *map(str, words)], cwd=self.path, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=self.environment | (extra or {}), **streams)

    def run(self, *words, extra=None, timeout=60, data=None):
        return self.finish(
            self.start(words, extra, stdin=subprocess.DEVNULL if data is None else subprocess.PIPE), data, timeout)

    @staticmethod
    def finish(process, data=None, timeout=60):
        output, errors = process.communicate(data, timeout=timeout)
        status = process.returncode
        return Result(
            status if status >= 0 else 128 - status, output.decode(errors="replace"), errors.decode(errors="replace"))

    def storage(self, **settings):
        """The environment in which the library stands between the program and the root: see preload/storage.c."""
        library = self.path / "storage.so"
        if not library.exists():
            compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
            if compiler is None:
                raise SystemExit("torture: a C compiler is needed (for example: sudo apt-get install gcc libc6-dev)")
            subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", library, PRELOAD], check=True)
        names = {"TORTURE_" + name.upper(): str(value) for name, value in settings.items()}
        return {"LD_PRELOAD": str(library), "TORTURE_ROOT": str(self.root)} | names

    def remove(self):
        subprocess.run(["chmod", "-R", "u+rwX", self.path], check=False)
        shutil.rmtree(self.path, ignore_errors=True)
