"""Two stores, what they must hold, and the commands that change it."""

import dataclasses
import hashlib
import random
import shutil
import sqlite3
import uuid
from collections.abc import Callable

from .world import Image

MOST_IMAGES = 6


@dataclasses.dataclass
class Operation:
    """A command, and what is true when it has happened."""

    kind: str
    words: list
    #: What standard input gives.
    data: bytes | None = None
    #: The store it changes, and what that holds then.
    store: str = "a"
    after: dict | None = None
    #: A copy has an ID that only the store knows; this is all else about it.
    newcomer: Image | None = None
    #: Bytes that the file `saved` must hold then.
    saved: bytes | None = None
    #: To be run once more, to its end, before anybody looks.
    repeats: bool = False
    #: What a repair makes of a world.
    repaired: Callable[[dict], dict] | None = None

    def worlds_after(self, before, seen):
        """What the store may hold when the command has happened."""
        if self.newcomer is None:
            return [before if self.after is None else self.after]
        new = set(seen or ()) - set(before)
        return [before | {key: self.newcomer} for key in new] if len(new) == 1 else []


class Scene:
    def __init__(self, program, seed, largest=1 << 18):
        self.program = program
        self.random = random.Random(seed)
        self.largest = largest
        self.stores = {name: program.root / f"store-{name}" for name in "ab"}
        self.worlds = {"a": {}, "b": {}}
        self.bytes = {}
        self.destination = program.root / "saved"
        self.old = None
        #: Files that were put into a store from outside, and their bytes.
        self.planted = []
        self.number = 0

    def data(self, largest=None):
        size = 512 * self.random.randint(1, (largest or self.largest) // 512)
        data = bytearray(self.random.randbytes(size))
        # One in 65,536 would end its first sector as a partition table does, and be refused for what it says there.
        data[510] = 0
        return bytes(data)

    def keep(self, data):
        self.bytes[hashlib.sha512(data).hexdigest()] = data
        return data

    def address(self, store):
        return f"local:{self.stores[store]}"

    def words(self, *words, store="a"):
        return ["--quiet", "--backend", self.address(store), *words]

    def file(self, data):
        path = self.program.path / "source"
        path.write_bytes(data)
        return path

    def new_name(self, kind):
        self.number += 1
        return f"{kind}-{self.number}"

    def any(self, condition=lambda image: True, store="a"):
        return self.random.choice([key for key, image in self.worlds[store].items() if condition(image)] or [None])

    # Each of these is one command.

    def create(self):
        data, key, name = self.keep(self.data()), str(uuid.UUID(int=self.random.getrandbits(128), version=4)), self.new_name("file")
        return Operation(
            "create --file", self.words("image", "create", name, "--id", key, "--file", self.file(data), "--tag", name),
            after=self.worlds["a"] | {key: Image.of(name, data, [name])})

    def pipe(self):
        data, key, name = self.keep(self.data()), str(uuid.UUID(int=self.random.getrandbits(128), version=4)), self.new_name("pipe")
        return Operation(
            "create from a pipe", self.words("image", "create", name, "--id", key, "--file", "-", "--disk-format", "raw"),
            data=data, after=self.worlds["a"] | {key: Image.of(name, data)})

    def reserve(self):
        key, name = str(uuid.UUID(int=self.random.getrandbits(128), version=4)), self.new_name("record")
        formats = ["--disk-format", "raw", "--container-format", "bare"]
        return Operation(
            "create without data", self.words("image", "create", name, "--id", key, *formats),
            after=self.worlds["a"] | {key: Image.queued(name)})

    def upload(self):
        key = self.any(lambda image: image.status == "queued")
        if key is None:
            return self.reserve()
        data, old = self.keep(self.data()), self.worlds["a"][key]
        return Operation(
            "upload", self.words("image", "upload", key, "--file", self.file(data)),
            after=self.worlds["a"] | {key: Image.of(old.name, data, old.tags)})

    def copy(self):
        key = self.any(lambda image: image.status == "active")
        if key is None:
            return self.create()
        name = self.new_name("copy")
        return Operation(
            "copy", self.words("image", "copy", key, f"{self.address('b')}//{name}", "-f", "value", "-c", "id"),
            store="b",
            newcomer=dataclasses.replace(self.worlds["a"][key], name=name))

    def delete(self, store="a", condition=lambda image: True):
        key = self.any(condition, store)
        if key is None:
            return self.create()
        return Operation(
            "delete", self.words("image", "delete", key, store=store), store=store,
            after={other: image for other, image in self.worlds[store].items() if other != key})

    def delete_data(self):
        return self.delete(condition=lambda image: image.status == "active")

    def set(self):
        key = self.any()
        if key is None:
            return self.create()
        name, old = self.new_name("name"), self.worlds["a"][key]
        return Operation(
            "set", self.words("image", "set", key, "--name", name, "--tag", name, "--property", f"mark={name}"),
            after=self.worlds["a"] | {key: dataclasses.replace(old, name=name, tags=old.tags | {name})})

    def save(self):
        key = self.any(lambda image: image.status == "active")
        if key is None:
            return self.create()
        return Operation(
            "save", self.words("image", "save", key, "--file", self.destination, "--force"),
            saved=self.bytes[self.worlds["a"][key].sha512])

    def gc(self):
        self.orphan()
        return Operation("gc", self.words("store", "gc"))

    def orphan(self):
        """Data without a record, as a crash leaves it."""
        data, key = self.keep(self.data(1 << 13)), str(uuid.UUID(int=self.random.getrandbits(128), version=4))
        self.plant(key, data)
        return key, Image.of(f"recovered-{key}", data)

    def plant(self, key, data):
        path = self.stores["a"] / "content" / key[:2] / key
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_bytes(data)
        path.chmod(0o400)
        self.planted.append((str(path), data))

    def repair(self):
        key = self.any(lambda image: image.status == "active")
        if key is None:
            return self.create()
        self.plant(key, self.bytes[self.worlds["a"][key].sha512][:-1])
        found, recovered = self.orphan()

        def repaired(world):
            damaged = {key: dataclasses.replace(world[key], status="damaged")} if key in world else {}
            return world | damaged | {found: recovered}

        return Operation(
            "check --repair", self.words("store", "check", "--repair"),
            after=repaired(self.worlds["a"]), repeats=True, repaired=repaired)

    def rebuild(self):
        """A catalogue with a broken index: everything can still be read from its tables."""
        catalogue = self.stores["a"] / "catalogue.db"
        with sqlite3.connect(catalogue) as database:
            index = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'image_created'").fetchone()
            (size,) = database.execute("PRAGMA page_size").fetchone()
        database.close()
        if index is None:
            # A command that was killed early has made the file and no tables.
            return self.create()
        (page,) = index
        data = bytearray(catalogue.read_bytes())
        data[(page - 1) * size:page * size] = bytes(size)
        catalogue.write_bytes(data)
        self.planted.append((str(catalogue), data))
        return Operation("check --repair of the catalogue", self.words("store", "check", "--repair"), repeats=True)

    def next(self):
        """One command, by lot; a full store is emptied first."""
        for store, world in self.worlds.items():
            if len(world) > MOST_IMAGES:
                return self.delete(store)
        # No crash leaves data where there is no catalogue yet, and `store gc` rightly touches none there. A command that
        # was killed early may have made the file and no tables.
        catalogue = self.stores["a"] / "catalogue.db"
        if not catalogue.exists() or catalogue.stat().st_size == 0:
            return self.create()
        choices = [
            self.create, self.create, self.pipe, self.reserve, self.upload, self.upload, self.copy, self.delete,
            self.set, self.save, self.gc, self.repair, self.rebuild]
        return self.random.choice(choices)()

    def judge_saved(self, operation, happened):
        """The destination of a save holds all of the new, or what was there before."""
        now = self.destination.read_bytes() if self.destination.exists() else None
        allowed = [operation.saved] if happened else [operation.saved, self.old]
        self.old = now
        return [] if now in allowed else ["the destination of the save holds neither old nor new"]

    def tidy(self):
        """Forgets what kills left outside of the stores."""
        self.program.forget()
        for path in self.program.root.glob(".saved.imgsh-*"):
            path.unlink()
        for store in self.stores.values():
            shutil.rmtree(store / "trash", ignore_errors=True)
            if store.exists():
                (store / "trash").mkdir(mode=0o700)
