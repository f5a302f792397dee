"""F-P4: power cuts. Histories of commands are recorded, and what a cut may have left at each moment is looked at."""

import dataclasses
import hashlib
import itertools
import os
import random
import shutil

from . import world
from .disk import Disk, events
from .looking import look
from .report import Figures
from .scene import Scene

#: Stores that one process looks at.
BATCH = 40
COMMANDS = 10


@dataclasses.dataclass
class State:
    """What a cut left of one store, and what that may hold."""

    #: Path below the store, number of the file, bytes; `None` for a directory.
    files: list
    worlds: list
    #: Whether a repair was under way, and has to come to its end first.
    repairs: bool
    where: str

    @property
    def digest(self):
        digest = hashlib.sha256(repr([sorted(map(repr, world.items())) for world in self.worlds]).encode())
        for path, _, content in self.files:
            digest.update(path.encode() + b"\0" + (b"directory" if content is None else bytes(content)) + b"\0")
        return digest.digest()

    def make(self, directory):
        directory.mkdir(mode=0o700)
        first = {}
        for path, node, content in self.files:
            target = directory / path
            if content is None:
                target.mkdir(mode=0o700)
            elif node in first:
                os.link(first[node], target)
            else:
                target.write_bytes(content)
                # Modes are changed before the flush that makes the data safe.
                target.chmod(0o400 if path.startswith("content/") else 0o600)
                first[node] = target


class ForgetfulDisk(Disk):
    """One that says it has flushed, and has not."""

    def flush(self, descriptor):
        pass


def run(program, count, seed):
    _check_itself(program, seed)
    figures = Figures("F-P4", "power cut")
    seen, batch = set(), []
    for number in itertools.count():
        figures.count("histories")
        # Each fourth one goes for the moment between the end of a deletion and its flush, which lots find too rarely.
        script = [("create", None), ("delete_data", 24 + number // 4 % 10)] if number % 4 == 3 else ()
        for state in _history(program, f"{seed}-{number}", figures, script=script):
            if state.digest in seen:
                continue
            seen.add(state.digest)
            batch.append(state)
            if len(batch) == BATCH or len(seen) == count:
                _judge(program, batch, figures)
                batch = []
            if len(seen) == count or len(figures.complaints) >= 20:
                return figures


def _check_itself(program, seed):
    """On a disk that ignores flushes commits are lost: who does not see that sees nothing."""
    figures = Figures("F-P4", "power cut with a disk that ignores flushes", quiet=True)
    told = (state for state in _history(program, seed, figures, ForgetfulDisk) if "told of success" in state.where)
    _judge(program, list(itertools.islice(told, BATCH)), figures)
    if not figures.complaints:
        raise SystemExit("torture: a disk that ignores flushes was not noticed")


def _judge(program, batch, figures):
    figures.count("different states of the disk", len(batch))
    directory = program.path / "states"
    directory.mkdir()
    stores = {directory / str(number): state for number, state in enumerate(batch)}
    for store, state in stores.items():
        state.make(store)
    repairs = {store for store, state in stores.items() if state.repairs}
    for seen in look(program, stores, repairs=repairs):
        state = stores[seen.store]
        if state.repairs and seen.images is not None:
            # Data of a command that was killed may be there, or back, and a repair makes an image of it.
            seen.images = {
                key: image for key, image in seen.images.items()
                if image.name != f"recovered-{key}" or any(image == world.get(key) for world in state.worlds)}
        complaints = seen.must_be(*state.worlds)
        figures.complain(state.where, complaints)
        if complaints and (keep := os.environ.get("TORTURE_KEEP")):
            state.make(program.path.parent / f"{keep}-{len(figures.complaints)}")
    shutil.rmtree(directory)


def _history(program, name, figures, kind=Disk, script=()):
    """Some commands, each recorded; the states that a cut after each of its changes may leave.

    script: names of the first commands, and after how many changes each is killed; the others come by lot.
    """
    program.clear()
    scene = Scene(program, name, largest=1 << 12)
    disk = kind(str(program.root))
    chance = random.Random(f"{name}-cuts")
    script = list(script)
    #: What each store may hold by now. More than one world after a kill that nobody has built on yet.
    possible = {"a": [{}], "b": [{}]}
    for step in range(COMMANDS):
        if script:
            method, kill = script.pop(0)
            operation = getattr(scene, method)()
        else:
            operation = scene.next()
            kill = chance.randint(1, 40) if chance.random() < 0.25 and not operation.repeats else None
        for path, data in scene.planted:
            disk.plant(path, data)
        scene.planted.clear()
        result, log = _record(program, operation, kill)
        figures.count("commands")
        before, store = possible[operation.store], operation.store
        if operation.newcomer and result.output.strip():
            operation.after = scene.worlds[store] | {result.output.strip(): operation.newcomer}
        after = scene.worlds[store] if operation.after is None else operation.after
        where = f"history {name}, command {step} ({operation.kind}{f', killed at {kill}' if kill else ''})"
        if result.status != 0 and not kill:
            figures.complain(where, [f"{operation.words} ended with {result.status}: {result.errors.strip()}"])
            return
        allowed = before + [after] if after not in before else before
        if operation.repaired:
            # What was killed before may be gone with the power, and the rest is repaired all the same.
            allowed = allowed + [operation.repaired(world) for world in before]
        if operation.newcomer and operation.after is None:
            return  # killed before it told the name of its copy
        for place, (event, arguments) in enumerate(log):
            getattr(disk, event)(*arguments)
            yield from _cuts(disk, scene, allowed, store, operation, f"{where}, after change {place} ({event})", chance)
        if result.status == 0:
            possible[store] = [after]
            scene.worlds[store] = after
            if operation.saved is not None:
                scene.old = operation.saved
            yield from _cuts(disk, scene, [after], store, operation, f"{where}, told of success", chance)
            figures.complain(where, _judge_saved(disk, operation, scene, chance))
            continue
        # Killed: what there is now is seen by commands that are recorded as well, for they roll back and tidy.
        possible[store] = allowed
        for words in (["store", "gc"], ["image", "list", "--long", "-f", "json"]):
            listing, log = _record(program, dataclasses.replace(
                operation, words=scene.words(*words, store=store), data=None), None)
            for place, (event, arguments) in enumerate(log):
                getattr(disk, event)(*arguments)
                yield from _cuts(disk, scene, allowed, store, operation, f"{where}, {words}, change {place}", chance)
        scene.worlds[store] = world.listed(listing.output.strip() or "[]")
        if scene.worlds[store] not in allowed:
            figures.complain(where, ["after the kill the store holds neither old nor new"])
            return
        operation.saved = None


def _record(program, operation, kill):
    log = program.path / "log"
    log.unlink(missing_ok=True)
    extra = program.storage(log=log) if kill is None else program.storage(log=log, kill=kill)
    result = program.run(*operation.words, extra=extra, data=operation.data)
    return result, list(events(log))


def _cuts(disk, scene, worlds, store, operation, where, chance):
    """States of the store that a cut at this moment may leave."""
    for kept in _choices(disk.pending, chance):
        nodes = disk.after(kept)
        files = _files(nodes, nodes[0].get(scene.stores[store].name), "")
        yield State(files, worlds, operation.repeats, f"{where}, {len(kept)} of {len(disk.pending)} unflushed changes kept")


def _judge_saved(disk, operation, scene, chance):
    """After a save told of success its file is there whatever is lost."""
    if operation.saved is None:
        return []
    for kept in _choices(disk.pending, chance):
        nodes = disk.after(kept)
        if bytes(nodes.get(nodes[0].get(scene.destination.name), b"")) != operation.saved:
            return ["the file of a save that told of success is not whole"]
    return []


def _choices(pending, chance):
    """Which of the unflushed changes reached the disk: all ways when they are few, else a choice of ways."""
    count = len(pending)
    if count <= 3:
        for size in range(count + 1):
            yield from map(list, itertools.combinations(pending, size))
        return
    yield list(pending)
    yield []
    for place in chance.sample(range(count), min(count, 4)):
        yield pending[:place]
        yield pending[place:]
        yield pending[:place] + pending[place + 1:]
        yield [pending[place]]
    for likelihood in (0.2, 0.5, 0.5, 0.8):
        yield [change for change in pending if chance.random() < likelihood]


def _files(nodes, directory, path):
    found = []
    for name, node in sorted(nodes.get(directory, {}).items()):
        content = nodes[node]
        if isinstance(content, dict):
            found.append((path + name, node, None))
            found += _files(nodes, node, path + name + "/")
        else:
            found.append((path + name, node, content))
    return found
