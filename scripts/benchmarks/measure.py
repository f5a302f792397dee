"""What a program costs: seconds, seconds of the processor, memory."""

import dataclasses
import os
import statistics
import subprocess
import sys
import time


@dataclasses.dataclass
class Cost:
    #: Seconds by the clock, from the start to the end.
    seconds: float
    #: Seconds until the first byte of output; `None` when there was none.
    first: float | None
    #: Seconds of the processor, in the program and the system.
    cpu: float
    #: Most resident memory, in MiB.
    peak: float


def run(words, env, stdin=None):
    """Runs a program to its end and throws its output away; ends the benchmark when it fails."""
    words = [str(word) for word in words]
    start = time.monotonic()
    process = subprocess.Popen(
        words, env=env, stdin=stdin or subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    first = None
    while data := os.read(process.stdout.fileno(), 1 << 20):
        first = first or time.monotonic() - start
    errors = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    process.stdout.close()
    process.stderr.close()
    if status:
        sys.exit(f"bench: {' '.join(words[:6])} failed: {errors[-500:]}")
    return Cost(seconds, first, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def median(times, words, env):
    """The run in the middle, by its seconds."""
    costs = sorted((run(words, env) for _ in range(times)), key=lambda cost: cost.seconds)
    return costs[len(costs) // 2]


def quickest(costs):
    """The run that took the fewest seconds."""
    return min(costs, key=lambda cost: cost.seconds)


def middle(values):
    return statistics.median(values)


def milliseconds(seconds):
    return f"{seconds * 1000:.1f} ms"


def shown(seconds):
    return f"{seconds:.2f} s" if seconds >= 1 else milliseconds(seconds)
