"""The figures as a page."""

import dataclasses
import datetime
import os
import platform
import subprocess


@dataclasses.dataclass
class Row:
    work: str
    #: What was measured of imgsh.
    figure: str
    #: The peers or limits of the same run.
    beside: str
    ratio: str
    aim: str
    #: Whether the aim is reached; `None` where there is no aim.
    reached: bool | None
    #: Why not, or what to know about the figure.
    note: str = ""


def machine():
    model = next((line.partition(":")[2].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    system = platform.freedesktop_os_release().get("PRETTY_NAME", "")
    return f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB of memory, {system}"


INTRODUCTION = """# Performance

Made by `make bench`; do not edit. Each figure stands beside a peer or a limit that was measured in the same run, on
the same machine, with servers and clients sharing its cores: read the ratios, not the seconds.
"""


def write(path, measured, titles, imgsh, command):
    """Puts the sections that were measured into the page; the others stay."""
    version = subprocess.run([imgsh, "--version"], check=True, capture_output=True, text=True).stdout.strip()
    about = f"{version}, release build, {datetime.date.today()}, {machine()}: `{command}`"
    sections = _sections_of(path.read_text()) if path.exists() else {}
    sections |= {title: _section(rows, about) for title, rows in measured}
    parts = [f"## {title}\n\n{sections[title]}" for title in titles if title in sections]
    path.write_text("\n\n".join([INTRODUCTION.rstrip()] + parts) + "\n")


def _sections_of(text):
    found = {}
    for part in text.split("\n## ")[1:]:
        title, _, rest = part.partition("\n")
        found[title] = rest.strip()
    return found


def _section(rows, about):
    lines = ["| work | imgsh | beside it | ratio | aim | reached |", "|---|---|---|---|---|---|"]
    for row in rows:
        reached = {True: "yes", False: "no", None: ""}[row.reached]
        lines.append(f"| {row.work} | {row.figure} | {row.beside} | {row.ratio} | {row.aim} | {reached} |")
    lines += [""] + [f"- {row.work}: {row.note}" for row in rows if row.note]
    return "\n".join(lines).rstrip() + f"\n\n{about}"
