"""What an output says, by its format, and what in it depends on the moment."""

import ast
import csv
import io
import json
import re

import yaml

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?(\.\d+)?")
#: Properties that the SDK adds to images for a bookkeeping of its own, and those of a service for what it does just now.
_OWN = ("owner_specified.openstack.", "os_glance_")


def settled(text, sides):
    """The text without what two calls cannot have in common: times, and what was made for one of them."""
    for mark in sides:
        text = text.replace(mark, "cmp-x-")
    text = _UUID.sub("0" * 36, text)
    return _TIME.sub(lambda found: "T" * len(found.group()), text)


def read(text, form, sides, is_wrapped=False):
    """The values in an output, without what depends on the moment; the text itself where it is no data.

    The order of fields and columns counts; the order in a value that is a map does not.
    """
    if form == "table" and is_wrapped:
        # A map is shown in the order the service had.
        return [sorted(settled(column, sides)) for column in columns_of_table(text)]
    if form == "table":
        rows = [[settled(cell, sides) for cell in row] for row in rows_of_table(text)]
        return [[_table_value(cell) for cell in row] for row in rows] or text.strip()
    text = settled(text, sides).strip()
    if not text:
        return text
    if form == "json":
        # A field after the other, and maps within fields as maps.
        found = json.loads(text)
        fields = found if isinstance(found, dict) else found[0] if found and isinstance(found[0], dict) else {}
        return list(fields), plain(found)
    if form == "yaml":
        return plain(yaml.safe_load(text))
    if form == "csv":
        return [[_python_value(cell) for cell in row] for row in csv.reader(io.StringIO(text))]
    if form == "shell":
        pairs = [line.partition("=") for line in text.splitlines()]
        return [(name, _python_value(value.strip('"').replace('\\"', '"'))) for name, _, value in pairs]
    return [_python_value(line) for line in text.splitlines()]


def plain(value):
    """The value without the properties that the SDK adds."""
    if isinstance(value, dict):
        value = {name: plain(inner) for name, inner in value.items() if not name.startswith(_OWN)}
        # A service keeps tags in no order.
        return {name: sorted(inner, key=str) if name.lower() == "tags" and isinstance(inner, list) else inner
                for name, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value


def _python_value(text):
    """A list or map that was written as Python writes it; any other text as it is."""
    if text[:1] not in "[{" or not text:
        return text
    try:
        found = plain(ast.literal_eval(text))
    except (SyntaxError, ValueError):
        return text
    # Where a list of words has no name, it is one of tags.
    return sorted(found) if isinstance(found, list) and all(isinstance(word, str) for word in found) else found


def _table_value(cell):
    """Of a map in a table, which has no braces, the parts without those that the SDK adds."""
    if any(mark in cell for mark in _OWN):
        return ",".join(sorted(part for part in re.split(r",(?=[\w.]+=')", cell) if not part.startswith(_OWN)))
    if re.match(r"[\w.]+='", cell):
        return ",".join(sorted(re.split(r",(?=[\w.]+=')", cell)))
    return _python_value(cell)


def form_of(words):
    """The format a call asks for."""
    for index, word in enumerate(words):
        is_option = word == "-f" or (len(word) > 4 and "--format".startswith(word))
        if is_option and index + 1 < len(words):
            return words[index + 1]
        if word.startswith("--format="):
            return word.split("=", 1)[1]
        if word.startswith("-f") and len(word) > 2 and not word.startswith("--"):
            return word[2:]
    return "table"


def columns_of_table(text):
    """The columns of a table with borders, each as one text without blanks: where a cell is wrapped is a matter of
    taste, and then nobody can tell for sure where a row begins."""
    lines = [line[1:].rsplit("|", 1)[0].split(" | ") for line in text.splitlines() if line.startswith("|")]
    if not lines or any(len(line) != len(lines[0]) for line in lines):
        return lines
    columns = ["".join("".join(cell.split()) for cell in column) for column in zip(*lines)]
    # What is added by the way, and the commas around it.
    marks = "|".join(re.escape(mark) for mark in _OWN)
    return [re.sub(rf",?(?:{marks})\w+='[^']*'|,", "", column) for column in columns]


def rows_of_table(text):
    """The cells of a table with borders, without the blanks in them."""
    rows = []
    for line in text.splitlines():
        if not line.startswith("|"):
            continue
        cells = ["".join(cell.split()) for cell in line[1:].rsplit("|", 1)[0].split(" | ")]
        # The rest of a cell that holds a line break, or was wrapped.
        if rows and not cells[0] and any(rows[-1]) and len(cells) == len(rows[-1]):
            rows[-1] = [before + more for before, more in zip(rows[-1], cells)]
        else:
            rows.append(cells)
    return rows
