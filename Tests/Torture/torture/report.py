"""Figures: a line at the end of each run, and the table in docs/reliability.md."""

import dataclasses
import datetime
import re
import time

import pages


@dataclasses.dataclass
class Figures:
    #: The fault class, such as "F-P3".
    fault: str
    #: What was done to the program.
    what: str
    counts: dict = dataclasses.field(default_factory=dict)
    complaints: list = dataclasses.field(default_factory=list)
    #: Says nothing of what it keeps.
    quiet: bool = False
    began: float = dataclasses.field(default_factory=time.monotonic)

    def count(self, name, more=1):
        self.counts[name] = self.counts.get(name, 0) + more

    def complain(self, where, complaints):
        """Keeps what broke a promise, and says it at once."""
        for text in complaints:
            self.complaints.append(f"{where}: {text}")
            if not self.quiet:
                print(f"{self.fault} BROKEN {where}: {text[:1500]}", flush=True)

    @property
    def outcome(self):
        return "all promises kept" if not self.complaints else f"{len(self.complaints)} promises BROKEN"

    @property
    def line(self):
        counts = ", ".join(f"{count:,} {name}" for name, count in self.counts.items())
        return f"{self.fault} {self.what}: {counts}; {self.outcome} ({time.monotonic() - self.began:.0f} s)"

    def row(self, command):
        counts = ", ".join(f"{count:,} {name}" for name, count in self.counts.items())
        return f"| {self.fault} | {self.what} | {counts} | {self.outcome} | {datetime.date.today()} | `{command}` |"


def write(page, figures, command):
    """Puts rows into the page; those of other runs stay."""
    row = re.compile(r"^\| (F-[A-Z0-9]+ \| [^|]*?) \|.*$", re.M)
    rows = {match[1]: match[0] for match in row.finditer(pages.read(page, "torture"))}
    for figure in figures:
        rows[f"{figure.fault} | {figure.what}"] = figure.row(command)
    lines = ["| Class | What was done | Counts | Outcome | Date | Command |", "|---|---|---|---|---|---|"]
    lines += [rows[key] for key in sorted(rows)]
    pages.write(page, "torture", lines)
