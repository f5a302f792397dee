"""What a store must hold, and what it does hold."""

import dataclasses
import hashlib
import json
import os
import pathlib


@dataclasses.dataclass(frozen=True)
class Image:
    name: str
    tags: frozenset
    #: `None` without data.
    size: int | None
    sha512: str | None
    status: str = "active"

    @staticmethod
    def of(name, data, tags=()):
        return Image(name, frozenset(tags), len(data), hashlib.sha512(data).hexdigest())

    @staticmethod
    def queued(name, tags=()):
        return Image(name, frozenset(tags), None, None, "queued")


def listed(rows):
    """The images of `image list --long -f json`, by ID."""
    return {
        row["ID"]: Image(
            row["Name"], frozenset(row["Tags"] or ()), row["Size"], row["Hash Value"], row["Status"])
        for row in json.loads(rows)}


def on_disk(store):
    """The data files, by their names, and what is wrong with them as files."""
    store = pathlib.Path(store)
    files, strange = {}, []
    content = store / "content"
    for directory in sorted(content.iterdir()) if content.exists() else []:
        for path in directory.iterdir():
            files[path.name] = hashlib.sha512(path.read_bytes()).hexdigest()
            if not path.name.startswith(directory.name):
                strange.append(f"{path} is in the wrong place")
            if path.stat().st_mode & 0o222:
                strange.append(f"{path} can be written")
    if (store / "tmp").exists():
        strange += [f"{store}/tmp still has {name}" for name in os.listdir(store / "tmp")]
    return files, strange
