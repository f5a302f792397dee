"""F-P3: the program ends at each stop point of the orders of writes."""

import pathlib
import re
import signal

from .kills import judge
from .report import Figures
from .scene import Scene

SOURCE = pathlib.Path(__file__).resolve().parents[3] / "Sources/Backends/FileIO/StopPoint.swift"

#: The commands that come by the points of each order of writes.
COMMANDS = {
    "put": ["create", "pipe", "upload", "copy"], "delete": ["delete_data"], "set": ["set"], "gc": ["gc"],
    "repair": ["repair"], "repair.5": ["rebuild"], "repair.6": ["rebuild"], "repair.7": ["rebuild"], "save": ["save"],
}


def points():
    return re.findall(r'case \w+ = "([a-z]+\.\d)"', SOURCE.read_text())


def run(program, rounds, seed):
    figures = Figures("F-P3", "ended at each stop point")
    figures.counts["stop points"] = len(points())
    for number in range(rounds):
        scene = Scene(program, f"{seed}-{number}")
        for _ in range(3):
            _do(scene, scene.create(), None, figures)
        for point in points():
            for command in COMMANDS.get(point) or COMMANDS[point.partition(".")[0]]:
                if command == "upload":
                    _do(scene, scene.reserve(), None, figures)
                if len(scene.worlds["a"]) > 5:
                    _do(scene, scene.delete(), None, figures)
                if all(image.status != "active" for image in scene.worlds["a"].values()):
                    _do(scene, scene.create(), None, figures)
                operation = getattr(scene, command)()
                result = _do(scene, operation, point, figures)
                figures.count("stops")
                if result.status != 128 + signal.SIGKILL:
                    figures.complain(point, [f"{operation.kind} did not come by: {result}"])
                scene.tidy()
        program.clear()
    return figures


def _do(scene, operation, point, figures):
    extra = {} if point is None else {"IMGSH_TEST_STOP_AT": point}
    result = scene.program.run(*operation.words, extra=extra, data=operation.data)
    figures.complain(f"{operation.kind} at {point}", judge(scene, operation, result))
    return result
