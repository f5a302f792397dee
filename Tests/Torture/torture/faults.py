"""F-R1: in every command the n-th call of each kind is refused, n = 1, 2, … until none is left."""

import errno
import re

from .kills import judge
from .report import Figures
from .scene import Operation, Scene

#: The calls, SQLite's among them, and why each may fail. 'short' is a transfer that does less than it was asked for.
REFUSALS = {
    "open": ["EMFILE", "EACCES", "EIO", "EROFS", "EINTR"],
    "read": ["EIO", "EINTR", "short"],
    "write": ["ENOSPC", "EDQUOT", "EIO", "EFBIG", "EINTR", "short"],
    "truncate": ["EIO", "ENOSPC"],
    "fsync": ["EIO", "ENOSPC"],
    "close": ["EIO"],
    "rename": ["EIO", "ENOSPC", "EACCES"],
    "link": ["EIO", "ENOSPC"],
    "unlink": ["EIO", "EACCES", "EROFS"],
    "mkdir": ["ENOSPC", "EACCES"],
    "chmod": ["EIO"],
    "fallocate": ["ENOSPC", "EIO", "EOPNOTSUPP"],
    "ioctl": ["EOPNOTSUPP", "EIO"],
    "flock": ["ENOLCK", "EIO"],
    "fcntl": ["ENOLCK", "EIO"],
    "stat": ["EIO", "EACCES"],
    "access": ["EACCES"],
    "statvfs": ["EIO"],
    "opendir": ["EMFILE", "EACCES"],
    "readdir": ["EIO"],
}
#: Nobody may notice these.
INVISIBLE = {"EINTR", "short"}

#: A failure of the place (1), or somebody else at work on it (5).
STATUSES = {0, 1, 5}
#: What cannot be read is a problem that a check has found.
FINDINGS = {("checking", "read", "EIO"): {6}}


def run(program, count, seed):
    figures = Figures("F-R1", "a system call fails")
    round = 0
    while True:
        scene = Scene(program, f"{seed}-{round}", largest=1 << 14)
        for name, call, reason in _cases(scene):
            place = 0
            while True:
                place += 1
                if not _inject(scene, name, call, place, reason, figures):
                    break
                if figures.counts["injected failures"] >= count or len(figures.complaints) >= 20:
                    return figures
        round += 1
        program.clear()


def _cases(scene):
    """In an order of its own in each round, so that a short run sees some of everything."""
    commands = [
        "create", "pipe", "reserve", "upload", "copy", "delete", "set", "save", "gc", "repair", "rebuild", "listing",
        "checking", "showing"]
    cases = [(name, call, reason) for name in commands for call, reasons in REFUSALS.items() for reason in reasons]
    scene.random.shuffle(cases)
    return cases


def _inject(scene, name, call, place, reason, figures):
    """Whether there was such a call to refuse."""
    operation = _prepare(scene, name)
    hit = scene.program.path / "hit"
    hit.unlink(missing_ok=True)
    number = reason if reason == "short" else getattr(errno, reason)
    result = scene.program.run(
        *operation.words, extra=scene.program.storage(fail=f"{call}:{place}:{number}", hit=hit), data=operation.data)
    was_hit = hit.exists()
    figures.count("injected failures" if was_hit else "runs without one left")
    if was_hit:
        figures.count({0: "of them survived", 1: "of them told (1)", 5: "of them told (5)"}.get(
            result.status, f"of them told ({result.status})"))
    where = f"{operation.kind}, {call} {place} {reason}"
    complaints = _judge_words(result, reason if was_hit else None)
    allowed = STATUSES | FINDINGS.get((name, call, reason), set())
    figures.complain(where, complaints + judge(scene, operation, result, allowed=allowed))
    scene.tidy()
    return was_hit


def _prepare(scene, name):
    while len(scene.worlds["a"]) > 5 or len(scene.worlds["b"]) > 5:
        _quietly(scene, scene.delete("a" if len(scene.worlds["a"]) > 5 else "b"))
    while not any(image.status == "active" for image in scene.worlds["a"].values()):
        _quietly(scene, scene.create())
    if name == "upload" and scene.any(lambda image: image.status == "queued") is None:
        _quietly(scene, scene.reserve())
    looks = {
        "listing": ["image", "list", "--long"], "checking": ["store", "check", "--read-data"],
        "showing": ["image", "show", scene.any()]}
    if name in looks:
        return Operation(name, scene.words(*looks[name]))
    return getattr(scene, name)()


def _quietly(scene, operation):
    result = scene.program.run(*operation.words, data=operation.data)
    if complaints := judge(scene, operation, result):
        raise SystemExit(f"torture: {operation.kind} without a fault: {complaints}")


def _judge_words(result, reason):
    complaints = []
    if result.crashed:
        complaints.append(f"crashed with {result.status}: {result.errors[-500:]}")
    if (reason is None or reason in INVISIBLE) and result.status != 0:
        complaints.append(f"ended with {result.status} for nothing: {result.errors.strip()}")
    if result.status not in (0, 128 + 9):
        first = [line for line in result.errors.splitlines() if re.match(r"imgsh: (?!warning|note)", line)]
        if len(first) != 1:
            complaints.append(f"{len(first)} lines in place of one: {result.errors.strip()}")
    return complaints
