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


def page(sections, imgsh, command):
    version = subprocess.run([imgsh, "--version"], check=True, capture_output=True, text=True).stdout.strip()
    lines = [
        "# Performance", "",
        "Made by `make bench`; do not edit. Each figure stands beside a peer or a limit that was measured in the same run, on",
        "the same machine, with servers and clients sharing its cores: read the ratios, not the seconds.", "",
        f"{version}, release build, {datetime.date.today()}, {machine()}.", f"Command: `{command}`.", ""]
    for title, rows in sections:
        lines += [f"## {title}", "", "| work | imgsh | beside it | ratio | aim | reached |", "|---|---|---|---|---|---|"]
        for row in rows:
            reached = {True: "yes", False: "no", None: ""}[row.reached]
            lines.append(f"| {row.work} | {row.figure} | {row.beside} | {row.ratio} | {row.aim} | {reached} |")
        notes = [f"- {row.work}: {row.note}" for row in rows if row.note]
        lines += [""] + notes + ([""] if notes else [])
    return "\n".join(lines).rstrip() + "\n"
