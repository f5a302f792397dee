"""The small table in README.md: some figures of docs/performance.md, as they stand there.

usage: PYTHONPATH=scripts python3 -m benchmarks.readme [--check]     makes it anew, or looks whether it is current
"""

import pathlib
import re
import sys

import pages


class Figures:
    """The rows of a page that `report.write` made."""

    def __init__(self, page):
        rows = re.findall(r"^\| (.+?) \| (.*?) \| (.*?) \| .*\|$", pathlib.Path(page).read_text(), re.M)
        self._rows = [row for row in rows if row[0] != "work"]

    def find(self, work, column, pattern):
        """What the pattern finds in a column of the first row with such work that has it; nothing if none has."""
        for row in self._rows:
            if re.fullmatch(work, row[0]) and (found := re.search(pattern, row[column])):
                return found[1]
        return ""

    def of_imgsh(self, work, pattern=r"^(.*)$"):
        return self.find(work, 1, pattern)

    def of(self, work, peer):
        return self.find(work, 2, rf"(?:^|; ){re.escape(peer)} ([^,;]+)")

    def size(self, work):
        """Of what was moved, which is not the same in every run."""
        for row in self._rows:
            if found := re.match(rf"{work} of (\d+) MiB", row[0]):
                mebibytes = int(found[1])
                return f"{mebibytes // 1024} GiB" if mebibytes % 1024 == 0 else f"{mebibytes} MiB"
        return ""


def table(figures):
    """The lines of the table; a row that was never measured is left out."""
    version, listing = "`imgsh --version`", "`imgsh image list` on Glance, wall"
    whole, first = "10,000 images as value", r"first row of them \(value\)"
    tab = "Tab to the first page, 10,000 names of Glance, cached"
    down, up, put = r"download of \d+ MiB", r"upload of \d+ MiB", r"put of \d+ MiB"
    copy = r"copy of \d+ MiB to the other region"
    seconds = r"^([\d.]+ m?s)"
    memory = figures.find(whole, 2, r"openstack [\d.]+ m?s, (\d+ MiB)")
    rows = [
        ("`--version`", figures.of_imgsh(version), figures.of(version, "openstack"), figures.of(version, "glance"), ""),
        ("`image list`, a login included", figures.of_imgsh(listing), figures.of(listing, "openstack"), "",
         f"the service alone {figures.of(listing, 'login and list alone')}"),
        ("10,000 images: the first", figures.of_imgsh(first), "with the last", "",
         f"the service alone {figures.of(first, 'first page alone')}"),
        ("10,000 images: all, memory", figures.of_imgsh(whole), f"{figures.of(whole, 'openstack')}, {memory}", "",
         f"the service alone {figures.find(whole, 2, 'pages alone ([^;]+)')}"),
        ("Tab among 10,000 names", figures.of_imgsh(tab), "no names", "no names", ""),
        (f"{figures.size('download')} down, verified", figures.of_imgsh(down, seconds), figures.of(down, "openstack"),
         figures.of(down, "glance"), f"curl, unverified {figures.find(down, 2, 'without hashing (.+)')}"),
        (f"{figures.size('upload')} up, verified", figures.of_imgsh(up, seconds), figures.of(up, "openstack"),
         figures.of(up, "glance"), f"curl, unverified {figures.find(up, 2, 'without hashing (.+)')}"),
        (f"{figures.size('copy')} to another region", figures.of_imgsh(copy, seconds),
         figures.of(copy, "openstack save + create"), "", f"curl, unverified {figures.of(copy, 'curl into curl')}"),
        (f"{figures.size('put')} into the local store, verified", figures.of_imgsh(put, seconds), "no store", "no store",
         f"cp + sha512sum {figures.of(put, 'cp + sha512sum')}"),
    ]
    lines = ["| | imgsh | openstack | glance | the least it takes |", "|---|---|---|---|---|"]
    return lines + [f"| {' | '.join(row)} |" for row in rows if row[1]]


def write(readme, page):
    pages.write(readme, "figures", table(Figures(page)))


def is_current(readme, page):
    return pages.read(readme, "figures").strip("\n") == "\n".join(table(Figures(page)))


if __name__ == "__main__":
    places = ("README.md", "docs/performance.md")
    if "--check" not in sys.argv[1:]:
        write(*places)
    elif not is_current(*places):
        sys.exit("the figures in README.md are not those of docs/performance.md; run: make docs")
