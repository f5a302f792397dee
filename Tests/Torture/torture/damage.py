"""F-S1: bits are flipped, files cut, lengthened, swapped, lost and replaced, in data and catalogue."""

import hashlib
import os
import pathlib
import random
import shutil

from .report import Figures
from .scene import Scene


class Template:
    """A store with a bit of everything, to be copied for each trial."""

    def __init__(self, program, seed):
        scene = Scene(program, seed, largest=1 << 14)
        self.store = scene.stores["a"]
        self.data = {}
        operations = [scene.create() for _ in range(4)]
        for operation in operations:
            # Each was made for an empty store: only its ID and its words count.
            data = next(iter(operation.after.values()))
            program.path.joinpath("source").write_bytes(scene.bytes[data.sha512])
            self._do(program, operation.words + ["--property", "colour=red", "--property", f"long={'x' * 300}"])
            self.data[next(iter(operation.after))] = data.sha512
        self.older = self.catalogue.read_bytes()
        self._do(program, scene.pipe().words + ["--allow-empty"], b"")
        for operation in (scene.reserve(), scene.reserve()):
            self._do(program, operation.words)
        self._do(program, scene.words("image", "set", next(iter(self.data)), "--deactivate"))
        self.inactive = next(iter(self.data))

    @staticmethod
    def _do(program, words, data=None):
        result = program.run(*words, data=data)
        if result.status != 0:
            raise SystemExit(f"torture: {words} without damage: {result}")

    @property
    def catalogue(self):
        return self.store / "catalogue.db"

    def path(self, key):
        return pathlib.Path("content") / key[:2] / key


def run(program, count, seed):
    figures = Figures("F-S1", "damage")
    template = Template(program, seed)
    chance = random.Random(f"{seed}-damage")
    trial = program.root / "trial"
    for number in range(count):
        shutil.copytree(template.store, trial)
        in_data = chance.random() < 0.6
        where, victims = (_damage_data if in_data else _damage_catalogue)(template, trial, chance)
        figures.count("damages of data" if in_data else "damages of the catalogue")
        judged = _judge_data(program, template, trial, victims) if in_data else _judge_catalogue(program, template, trial)
        figures.complain(f"trial {number}, {where}", judged)
        program.forget()
        subtree = subtree_writable(trial)
        shutil.rmtree(subtree)
        if len(figures.complaints) >= 20:
            break
    return figures


def subtree_writable(path):
    for directory, _, _ in os.walk(path):
        os.chmod(directory, 0o700)
    return path


def _flip(path, chance, bits):
    data = bytearray(path.read_bytes())
    for _ in range(bits):
        place = chance.randrange(len(data) * 8)
        data[place // 8] ^= 1 << place % 8
    changed = bytes(data) != path.read_bytes()
    _replace(path, bytes(data))
    return changed


def _replace(path, data):
    mode = path.stat().st_mode
    path.chmod(0o600)
    path.write_bytes(data)
    path.chmod(mode)


def _damage_data(template, trial, chance):
    """What was done, and the images that are damaged by it."""
    key, other = chance.sample(sorted(template.data), 2)
    path, other_path = trial / template.path(key), trial / template.path(other)
    match chance.randrange(12):
        case 0:
            _replace(path, path.read_bytes()[:chance.randrange(path.stat().st_size)])
            return f"{key} cut", {key}
        case 1:
            _replace(path, path.read_bytes() + chance.randbytes(chance.choice([1, 512, 4096])))
            return f"{key} lengthened", {key}
        case 2:
            data = path.read_bytes()
            _replace(path, other_path.read_bytes())
            _replace(other_path, data)
            return f"{key} and {other} swapped", {key, other}
        case 3:
            path.unlink()
            return f"{key} lost", {key}
        case 4:
            path.unlink()
            kind = chance.choice(["link", "directory", "fifo"])
            {"link": lambda: path.symlink_to(other_path), "directory": path.mkdir, "fifo": lambda: os.mkfifo(path)}[kind]()
            return f"{key} is a {kind}", {key}
        case 5:
            data = bytearray(path.read_bytes())
            start = chance.randrange(len(data)) // 512 * 512
            data[start:start + 512] = bytes(len(data[start:start + 512]))
            changed = bytes(data) != path.read_bytes()
            _replace(path, bytes(data))
            return f"{key} with a sector of zeros", {key} if changed else set()
        case _:
            changed = _flip(path, chance, chance.choice([1, 1, 1, 2, 8]))
            return f"{key} flipped", {key} if changed else set()


def _damage_catalogue(template, trial, chance):
    catalogue = trial / "catalogue.db"
    data = catalogue.read_bytes()
    match chance.randrange(14):
        case 0:
            _replace(catalogue, data[:chance.randrange(len(data))])
            return "the catalogue cut", None
        case 1:
            _replace(catalogue, data + chance.randbytes(4096))
            return "the catalogue lengthened", None
        case 2:
            first, second = (chance.randrange(len(data) // 4096) * 4096 for _ in range(2))
            pages = bytearray(data)
            pages[first:first + 4096], pages[second:second + 4096] = data[second:second + 4096], data[first:first + 4096]
            _replace(catalogue, bytes(pages))
            return f"pages at {first} and {second} swapped", None
        case 3:
            catalogue.unlink()
            return "the catalogue lost", None
        case 4:
            _replace(catalogue, template.older)
            return "an older catalogue", None
        case 5:
            (trial / "catalogue.db-journal").write_bytes(chance.randbytes(chance.choice([0, 28, 512, 5000])))
            return "a strange journal", None
        case 6:
            start = chance.randrange(len(data))
            _replace(catalogue, data[:start] + chance.randbytes(64) + data[start + 64:])
            return f"64 strange bytes at {start}", None
        case 7:
            strange = chance.choice([
                lambda: (trial / "VERSION").write_text("99\n"), lambda: (trial / "content" / "zz").write_text("?"),
                lambda: (trial / "tmp" / "x").mkdir(), lambda: (trial / "lock").unlink(),
                lambda: shutil.rmtree(trial / "trash"), lambda: (trial / "content" / "00").symlink_to("/")])
            strange()
            return "a strange file", None
        case _:
            bits = chance.choice([1, 1, 1, 2, 16])
            # Half of them where the records are, not in what is unused.
            used = [place for place, byte in enumerate(data) if byte]
            pages = bytearray(data)
            for _ in range(bits):
                place = chance.choice(used) if chance.random() < 0.7 else chance.randrange(len(data))
                pages[place] ^= 1 << chance.randrange(8)
            _replace(catalogue, bytes(pages))
            return f"{bits} bits of the catalogue flipped", None


def _words(trial, *words):
    return ["--quiet", "--backend", f"local:{trial}", *words]


def _save_all(program, template, trial):
    """Saves every image at once; what came of each, by ID."""
    target = program.path / "delivered"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    result = program.run(*_words(trial, "-c", "\n".join(
        f"image save {key} --file {target / key} &" for key in sorted(template.data))))
    delivered = {path.name: hashlib.sha512(path.read_bytes()).hexdigest() for path in target.iterdir()
                 if not path.name.startswith(".")}
    wrong = [f"wrong bytes of {key} were delivered as good" for key, found in delivered.items()
             if found != template.data[key]]
    if result.crashed:
        wrong.append(f"saving crashed: {result}")
    return delivered, wrong


def _judge_data(program, template, trial, victims):
    check = program.run(*_words(trial, "store", "check", "--read-data"))
    complaints = []
    if check.crashed:
        complaints.append(f"check crashed: {check}")
    if check.status != (6 if victims else 0):
        complaints.append(f"check ended with {check.status}: {check.output}{check.errors}")
    for key in template.data:
        if (f"problem: image {key}" in check.output) != (key in victims):
            complaints.append(f"check did not tell the truth about {key}: {check.output}")
    delivered, wrong = _save_all(program, template, trial)
    expected = set(template.data) - victims - {template.inactive}
    if not expected <= set(delivered):
        wrong.append(f"saved were only {sorted(delivered)} and not {sorted(expected)}")
    return complaints + wrong


def _judge_catalogue(program, template, trial):
    _, complaints = _save_all(program, template, trial)
    runs = [
        ["store", "check", "--read-data"], ["image", "list", "--long", "-f", "json"],
        ["store", "check", "--repair"], ["store", "check", "--read-data"], ["image", "list", "--long", "-f", "json"]]
    for words in runs:
        result = program.run(*_words(trial, *words))
        if result.crashed:
            complaints.append(f"{words} crashed: {result.status} {result.errors[-600:]}")
    if result.status == 0:
        complaints += _judge_kept(template, trial)
        _, wrong = _save_all(program, template, trial)
        complaints += wrong
    return complaints


def _judge_kept(template, trial):
    """A repair moves aside, and deletes nothing."""
    there = set()
    for part in ("content", "trash"):
        for directory, _, names in os.walk(trial / part):
            for name in names:
                path = pathlib.Path(directory) / name
                if path.is_file():
                    there.add(hashlib.sha512(path.read_bytes()).hexdigest())
    lost = set(template.data.values()) - there
    return [f"a repair lost the data of {len(lost)} images"] if lost else []
