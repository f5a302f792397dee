"""The part of a page that a script writes: it stands between <!-- NAME: begin --> and <!-- NAME: end -->."""

import pathlib
import sys


def _parts(page, name):
    """What is before the part, the part, and what is behind it, the marks left out."""
    begin, end = _marks(name)
    text = pathlib.Path(page).read_text()
    before, found, rest = text.partition(begin)
    block, closed, after = rest.partition(end)
    if not found or not closed:
        sys.exit(f"{page} has no part '{name}': put '{begin}' and '{end}' where it shall stand, each on a line of its own")
    return before, block, after


def _marks(name):
    return f"<!-- {name}: begin -->", f"<!-- {name}: end -->"


def read(page, name):
    """The text between the marks."""
    return _parts(page, name)[1]


def write(page, name, lines):
    """Puts these lines between the marks; the rest of the page stays."""
    before, _, after = _parts(page, name)
    begin, end = _marks(name)
    pathlib.Path(page).write_text(before + "\n".join([begin, *lines, end]) + after)
