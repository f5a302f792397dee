"""Looks at stores with the program itself: tidied, checked byte by byte, listed, and read back."""

import pathlib
import shlex

from . import world

MARK = "=== next store"
PART = "=== next answer"


class Look:
    """One store after a `store gc`."""

    def __init__(self, store, images, complaints):
        self.store = store
        self.images = images
        #: What breaks a promise, in words; empty when all is well.
        self.complaints = complaints

    def must_be(self, *worlds):
        """Complains unless the store holds exactly one of these worlds."""
        if self.images is not None and self.images not in worlds:
            self.complaints.append(f"holds {describe(self.images)}\n  and not " + "\n  nor ".join(map(describe, worlds)))
        return self.complaints


def describe(images):
    return "{" + ", ".join(
        f"{key[:8]}: {image.name} {sorted(image.tags)} {image.status} {image.size}"
        for key, image in sorted(images.items())) + "}"


def look(program, stores, read_back=None, repairs=()):
    """Looks at stores in as few processes as possible; one that fails ends its process and is looked at alone.

    read_back: IDs by store, whose data is saved to a file and compared.
    repairs: the stores that are repaired first.
    """
    read_back = read_back or {}
    looks = []
    waiting = list(stores)
    while waiting:
        answer = program.run("-f", _script(program, waiting, read_back, repairs), timeout=60 + 5 * len(waiting))
        answers = answer.output.split(MARK + "\n")[1:]
        finished = len(answers) if answer.status == 0 else len(answers) - 1
        for store, text in zip(waiting, answers[:finished]):
            looks.append(_judge(program, store, text, read_back.get(store, ())))
        if answer.status != 0:
            # The one at which it ended; the others get their turn.
            if finished < 0:
                raise RuntimeError(f"the look did not begin: {answer}")
            words = f"status {answer.status}: {answers[finished].split(PART)[-1].strip()[-500:]} {answer.errors.strip()}"
            looks.append(Look(waiting[finished], None, [words]))
            finished += 1
        waiting = waiting[finished:]
    return looks


def _script(program, stores, read_back, repairs):
    lines = []
    for store in stores:
        lines += [f"echo '{MARK}'", f"backend use {shlex.quote('local:' + str(store))}"]
        lines += ["store check --repair"] if store in repairs else []
        lines += ["store gc", f"echo '{PART}'"]
        lines += ["store check --read-data", f"echo '{PART}'", "image list --long -f json"]
        for image in read_back.get(store, ()):
            lines.append(f"image save {image} --file {shlex.quote(str(_copy(program, store, image)))}")
        lines.append("backend close")
    path = program.path / "look.imgsh"
    path.write_text("\n".join(lines) + "\n")
    return path


def _copy(program, store, image):
    return program.path / f"back-{pathlib.Path(store).name}-{image}"


def _judge(program, store, text, read_back):
    complaints = []
    tidied, checked, rows = text.split(PART + "\n")
    if "all is well" not in checked or "note:" in checked:
        complaints.append(f"after gc ({tidied.strip()}), check said: {checked.strip()}")
    images = world.listed(rows.strip() or "[]")
    files, strange = world.on_disk(store)
    complaints += strange
    expected = {key: image.sha512 for key, image in images.items() if image.status in ("active", "deactivated")}
    if files != expected:
        complaints.append(f"data files {sorted(files)} do not fit the records {sorted(expected)}")
    for image in read_back:
        copy = _copy(program, store, image)
        if images.get(image) and world.Image.of("", copy.read_bytes()).sha512 != images[image].sha512:
            complaints.append(f"image {image} was saved as other bytes")
        copy.unlink(missing_ok=True)
    return Look(store, images, complaints)
