"""F-C1: several processes at once on one store, after the same IDs, names and files."""

import dataclasses
import shutil
import subprocess
import uuid

from .looking import look
from .report import Figures
from .scene import Scene
from .world import Image

PROCESSES = 7

#: Done; not there (3) or in the way (5), when somebody else was quicker.
STATUSES = {0, 3, 5}


@dataclasses.dataclass
class Deed:
    """One process, and what it means for the image it is about."""

    kind: str
    words: list
    key: str | None = None
    #: What the image is when it was made by this, or given its data.
    image: Image | None = None
    #: What a change calls it.
    name: str | None = None
    data: bytes | None = None


def run(program, count, seed):
    figures = Figures("F-C1", "several processes at once")
    scene = Scene(program, seed, largest=1 << 16)
    _alone(scene, scene.create())
    for number in range(count):
        figures.count("rounds")
        deeds = _deeds(scene)
        processes = [(deed, _start(scene, deed, place)) for place, deed in enumerate(deeds)]
        results = [(deed, program.finish(process)) for deed, process in processes]
        figures.count("processes", len(results))
        figures.count("of them too late or in the way", sum(result.status != 0 for _, result in results))
        complaints = _judge_each(results) + _judge_saved(scene, results)
        (seen, *others) = look(program, [path for path in scene.stores.values() if path.exists()])
        complaints += _judge_store(scene.worlds["a"], results, seen)
        for other in others:
            complaints += other.complaints
        figures.complain(f"round {number}", complaints)
        if seen.images is None or len(figures.complaints) >= 20:
            break
        scene.worlds["a"] = seen.images
        _thin_out(scene)
        if number % 4 == 0:
            figures.count("stores made by several at once")
            figures.complain(f"round {number}, a new store", _make_a_store(scene))
    return figures


def _make_a_store(scene):
    """Several processes begin one store with an image each: all of them are right."""
    scene.stores["new"] = scene.program.root / "store-new"
    data = scene.keep(scene.data(1 << 12))
    source, world, processes = scene.file(data), {}, []
    for number in range(PROCESSES):
        key = str(uuid.UUID(int=scene.random.getrandbits(128), version=4))
        world[key] = Image.of(f"first-{number}", data)
        words = scene.words("image", "create", f"first-{number}", "--id", key, "--file", source, store="new")
        processes.append(scene.program.start(words, stdin=subprocess.DEVNULL))
    results = [scene.program.finish(process) for process in processes]
    complaints = [f"ended with {result.status}: {result.errors}" for result in results if result.status != 0]
    if not complaints:
        (seen,) = look(scene.program, [scene.stores["new"]])
        complaints = seen.must_be(world)
    shutil.rmtree(scene.stores.pop("new"), ignore_errors=True)
    return complaints


def _start(scene, deed, place):
    if deed.data is not None:
        path = scene.program.path / f"source-{place}"
        path.write_bytes(deed.data)
        deed.words += ["--file", path]
    return scene.program.start(deed.words, stdin=subprocess.DEVNULL)


def _deeds(scene):
    """What the processes of a round do: two IDs, old ones and new ones, so that they get in each other's way."""
    old = list(scene.worlds["a"])
    keys = scene.random.sample(old, min(2, len(old)))
    new = str(uuid.UUID(int=scene.random.getrandbits(128), version=4))
    queued = scene.any(lambda image: image.status == "queued")
    deeds = []
    for _ in range(PROCESSES):
        key, data, name = scene.random.choice(keys), scene.data(), scene.new_name("n")
        saved = scene.keep(data)
        choices = [
            Deed("create", scene.words("image", "create", name, "--id", new), new, Image.of(name, saved), data=saved),
            Deed("reserve", scene.words("image", "create", name, "--disk-format", "raw", "--container-format", "bare",
                                        "--id", new), new, Image.queued(name)),
            Deed("set", scene.words("image", "set", key, "--name", name, "--tag", name), key, name=name),
            Deed("set", scene.words("image", "set", key, "--name", name, "--tag", name), key, name=name),
            Deed("delete", scene.words("image", "delete", key), key),
            Deed("save", scene.words("image", "save", key, "--file", scene.destination, "--force"), key),
            Deed("copy", scene.words("image", "copy", key, f"{scene.address('b')}//{name}"), key),
            Deed("gc", scene.words("store", "gc")),
            Deed("check", scene.words("store", "check", "--read-data")),
        ]
        if queued:
            upload = Deed("upload", scene.words("image", "upload", queued), queued, Image.of("", saved), data=saved)
            choices += [upload, upload]
        deeds.append(scene.random.choice(choices))
    return deeds


def _judge_each(results):
    complaints = []
    for deed, result in results:
        # A tidying finds the store in use (5), or tidies.
        fine = {"check": {0}, "gc": {0, 5}}.get(deed.kind, STATUSES)
        if result.status not in fine or result.crashed:
            complaints.append(f"{deed.kind} of {deed.key} ended with {result.status}: {result.output}{result.errors}")
    return complaints


def _judge_saved(scene, results):
    """Whoever came last: the file is one image, whole."""
    if not any(deed.kind == "save" and result.status == 0 for deed, result in results):
        return []
    whole = scene.destination.exists() and scene.destination.read_bytes() in scene.bytes.values()
    return [] if whole else ["the file of several saves is no image"]


def _judge_store(before, results, seen):
    """Every success is there, for each image as if its commands had come one after another in some order."""
    complaints = list(seen.complaints)
    if seen.images is None:
        return complaints
    done = [deed for deed, result in results if result.status == 0]
    keys = set(before) | {deed.key for deed in done if deed.key}
    if strange := set(seen.images) - keys:
        complaints.append(f"images {strange} were made by nobody")
    for key in keys:
        mine = [deed for deed in done if deed.key == key]
        complaints += [f"image {key}: {text}" for text in _judge_image(before.get(key), mine, seen.images.get(key))]
    return complaints


def _judge_image(before, deeds, now):
    def of(*kinds):
        return [deed for deed in deeds if deed.kind in kinds]
    made, given, names = of("create", "reserve"), of("upload"), [deed.name for deed in of("set")]
    if len(made) > 1 or len(given) > 1 or len(of("delete")) > 1:
        return [f"several had a success that only one can have: {[deed.kind for deed in deeds]}"]
    if of("delete"):
        return [] if now is None else ["was deleted, and is there"]
    start = made[0].image if made else before
    if now is None:
        return ["is gone"] if start else []
    if start is None:
        return ["was made by nobody"]
    expected = given[0].image if given else start
    complaints = []
    if (now.size, now.sha512, now.status) != (expected.size, expected.sha512, expected.status):
        complaints.append(f"is {now} and should have the data of {expected}")
    if now.name not in (names or [start.name]):
        complaints.append(f"is called '{now.name}' and not one of {names or [start.name]}")
    if now.tags != start.tags | set(names):
        complaints.append(f"has the tags {sorted(now.tags)} and not {sorted(start.tags | set(names))}")
    return complaints


def _alone(scene, operation):
    result = scene.program.run(*operation.words, data=operation.data)
    if result.status != 0:
        raise SystemExit(f"torture: {operation.words} alone: {result}")
    scene.worlds["a"] = operation.after


def _thin_out(scene):
    """Keeps the stores small, and never empty."""
    while len(scene.worlds["a"]) > 6:
        _alone(scene, scene.delete())
    if not any(image.status == "active" for image in scene.worlds["a"].values()):
        _alone(scene, scene.create())
    if scene.random.random() < 0.5 and not any(image.status == "queued" for image in scene.worlds["a"].values()):
        _alone(scene, scene.reserve())
    if scene.random.random() < 0.1:
        shutil.rmtree(scene.stores["b"], ignore_errors=True)
