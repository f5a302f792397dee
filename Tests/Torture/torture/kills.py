"""F-P3: the program is killed at random moments, at its n-th change of a file, and at every stop point."""

import signal
import threading
import time

from .looking import look
from .report import Figures
from .scene import Scene


def run(program, count, seed):
    """Half of the kills come by the clock, half in place of the n-th change, some of them in the middle of a write."""
    figures = Figures("F-P3", "killed at random")
    scene = Scene(program, seed)
    duration, changes = {}, {}
    killed = 0
    while killed < count and len(figures.complaints) < 20:
        operation = scene.next()
        by_clock = scene.random.random() < 0.5
        if by_clock:
            moment = scene.random.uniform(0, 1.1 * duration.get(operation.kind, 0.1))
            began = time.monotonic()
            result = _killed_after(program, operation, moment)
            if result.status == 0:
                duration[operation.kind] = time.monotonic() - began
        else:
            place = scene.random.randint(1, changes.get(operation.kind, 40))
            extra = program.storage(kill=place) | ({"TORTURE_TEAR": "1"} if scene.random.random() < 0.3 else {})
            result = program.run(*operation.words, extra=extra, data=operation.data)
            if result.status == 0:
                changes[operation.kind] = max(4, min(changes.get(operation.kind, 40), place + 2))
        died = result.status == 128 + signal.SIGKILL
        killed += died
        figures.count("kills" if died else "commands that were quicker")
        figures.complain(f"round {figures.counts}, {operation.kind}", judge(scene, operation, result))
        if killed % 50 == 0:
            scene.tidy()
    return figures


def _killed_after(program, operation, moment):
    process = program.start(operation.words, stdin=-1)
    killer = threading.Timer(moment, process.kill)
    killer.start()
    try:
        return program.finish(process, operation.data)
    finally:
        killer.cancel()
        killer.join()


def judge(scene, operation, result, allowed=(0, 128 + signal.SIGKILL)):
    """What is wrong after a command that was killed, or was not; the scene then knows how things are."""
    complaints = []
    happened = result.status == 0
    if result.status not in allowed:
        complaints.append(f"{operation.words} ended with {result.status}: {result.errors.strip()}")
    if operation.saved is not None:
        complaints += scene.judge_saved(operation, happened)
    if operation.repeats:
        again = scene.program.run(*operation.words)
        if again.status != 0:
            complaints.append(f"{operation.words} again ended with {again.status}: {again.errors.strip()}")
        happened = True
    stores = [name for name in "ab" if scene.stores[name].exists()]
    read_back = {scene.stores[name]: _worth_reading(scene, name, operation) for name in stores}
    for name, seen in zip(stores, look(scene.program, [scene.stores[name] for name in stores], read_back)):
        before = scene.worlds[name]
        if name == operation.store:
            after = operation.worlds_after(before, seen.images)
            complaints += seen.must_be(*(after if happened else [before, *after]))
        else:
            complaints += seen.must_be(before)
        if seen.images is None:
            raise SystemExit(f"torture: nobody knows what {name} holds now: {complaints}")
        scene.worlds[name] = seen.images
    return complaints


def _worth_reading(scene, store, operation):
    """An image with data whether the command happened or not, to be read back."""
    worlds = [scene.worlds[store]]
    if operation.store == store and operation.after is not None:
        worlds.append(operation.after)
    keys = [key for key in worlds[0] if all(key in world and world[key].status == "active" for world in worlds)]
    return scene.random.sample(keys, min(1, len(keys)))
