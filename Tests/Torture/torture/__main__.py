"""Runs the torture; `--help` says how."""

import argparse
import pathlib
import sys

from . import report
from .program import Program

SHORT, LONG = "short", "long"


def runs():
    """Each run: its class, how many in the short form, how many in the long one, and the function."""
    from . import crowd, damage, faults, kills, power, stops
    return [
        ("stops", 1, 20, stops.run),
        ("kills", 60, 20_000, kills.run),
        ("power", 400, 100_000, power.run),
        ("faults", 100, 10_000, faults.run),
        ("damage", 60, 10_000, damage.run),
        ("crowd", 20, 1_000, crowd.run),
    ]


def main():
    arguments = argparse.ArgumentParser(
        prog="make torture", description="Puts faults in the way of the program, on local stores of its own.")
    arguments.add_argument("imgsh", help="a debug build: a release build has no stop points")
    arguments.add_argument("--release", help="a release build, for everything but the stop points: it is quicker")
    arguments.add_argument("--short", action="store_true", help="a minute's worth of everything")
    arguments.add_argument("--only", action="append", help="runs whose name holds this word")
    arguments.add_argument("--count", type=int, help="how many, in place of the usual count")
    arguments.add_argument("--seed", type=int, default=1, help="other random choices")
    arguments.add_argument("--directory", help="where the stores are made (default: /dev/shm)")
    arguments.add_argument("--write", help="the page to write the figures into")
    chosen = arguments.parse_args()
    done = []
    for name, short, long, function in runs():
        if chosen.only and not any(word in name for word in chosen.only):
            continue
        count = chosen.count or (short if chosen.short else long)
        build = chosen.imgsh if name == "stops" else chosen.release or chosen.imgsh
        program = Program(str(pathlib.Path(build).resolve()), chosen.directory)
        try:
            figures = function(program, count, chosen.seed)
        finally:
            program.remove()
        print(figures.line, flush=True)
        done.append(figures)
        if chosen.write:
            count = f" --count {chosen.count}" if chosen.count else ""
            seed = f" --seed {chosen.seed}" if chosen.seed != 1 else ""
            report.write(chosen.write, [figures], f"make torture RUN='--only {name}{count}{seed}'")
    sys.exit(any(figures.complaints for figures in done))


main()
