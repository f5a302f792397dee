"""A home directory for the programs that are measured."""

import os
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile
import uuid


class Home:
    def __init__(self, imgsh):
        self.imgsh = imgsh
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="imgsh-bench-"))
        self.is_filled = False
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(("OS_", "IMGSH_"))}
        self.environment.update(
            HOME=str(self.path), XDG_CONFIG_HOME=str(self.path / "config"), XDG_DATA_HOME=str(self.path / "data"),
            XDG_STATE_HOME=str(self.path / "state"), XDG_CACHE_HOME=str(self.path / "cache"), TERM="xterm-256color",
            LANG="C.UTF-8", PAGER="cat")

    def imgsh_output(self, *words, env=None):
        return subprocess.run(
            [self.imgsh, *words], env=env or self.environment, check=True, stdin=subprocess.DEVNULL,
            capture_output=True, text=True).stdout.strip()

    def file(self, name, size):
        """A file of random bytes, on the disk."""
        path = self.path / name
        with open(path, "wb") as file:
            for _ in range(size >> 20):
                file.write(os.urandom(1 << 20))
            os.fsync(file.fileno())
        return path

    def fill_store(self, count):
        """Copies the record of one image under many names, once; making each by a command would measure the disk."""
        if self.is_filled:
            return
        self.is_filled = True
        self.imgsh_output("image", "create", "image-000000")
        with sqlite3.connect(self.path / "data/imgsh/catalogue.db") as catalogue:
            columns = [row[1] for row in catalogue.execute("PRAGMA table_info(image)") if row[1] != "key"]
            (template,) = catalogue.execute(f"SELECT {', '.join(columns)} FROM image WHERE name = 'image-000000'")
            record = dict(zip(columns, template))
            rows = (
                dict(record, id=str(uuid.UUID(int=number, version=4)), name=f"image-{number:06}")
                for number in range(1, count))
            catalogue.executemany(
                f"INSERT INTO image ({', '.join(columns)}) VALUES ({', '.join(':' + name for name in columns)})", rows)

    def remove(self):
        subprocess.run(["chmod", "-R", "u+w", self.path], check=False)
        shutil.rmtree(self.path)
