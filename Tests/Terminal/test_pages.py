"""What the pages tell readers to type, and where they lead."""

import pathlib
import re
import shlex
import subprocess

import pytest

from conftest import BINARY

ROOT = pathlib.Path(__file__).parents[2]
PAGES = ["README.md", "docs/backends.md", "docs/from-openstack.md", "docs/scripting.md", "docs/troubleshooting.md"]
#: First words of lines that are not for imgsh.
OTHERS = ("PATH=", "make ", "mkdir ")
#: Options of imgsh itself that have a value; the rest of those at the beginning are flags.
VALUED = ("--backend", "--os-cloud")


def fenced(text):
    """The lines of the blocks of a page that are typed, without prompts and remarks; a script is one thing."""
    for language, block in re.findall(r"^```(sh|console)\n(.*?)^```", text, re.M | re.S):
        if language == "sh" and re.search("^end$", block, re.M):
            yield block
            continue
        for line in block.splitlines():
            line = re.sub(r"(^|\s{2,})#.*", "", line)
            prompt = re.match(r"\$ |imgsh [^>]*> ", line)
            if prompt or language == "sh":
                yield line[prompt.end() if prompt else 0:].strip()


def told(text):
    """The lines in a table of what is typed instead."""
    table = re.search(r"^\| you type today .*?\n\n", text, re.M | re.S)
    for row in table.group().splitlines()[2:] if table else []:
        for cell in re.split(r"(?<!\\)\|", row)[1:3]:
            yield from (line.replace("\\|", "|").replace(" …", "") for line in re.findall(r"`(.*?)`", cell))


def typed():
    for page in PAGES:
        text = (ROOT / page).read_text()
        for line in [*fenced(text), *told(text)]:
            if line and not line.startswith(OTHERS) and "<Tab>" not in line:
                yield pytest.param(line, id=f"{page}: {line.splitlines()[0]}")


def text_of(line):
    """What imgsh is given to run; `None` where that is a script, or a prompt."""
    if not re.match("imgsh( |$)", line):
        return line
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|<>&;")
    lexer.whitespace_split = True
    words = []
    for word in list(lexer)[1:]:
        # What stands behind is for the other shell.
        if re.fullmatch("[|<>&;]+", word):
            break
        words.append(word)
    while words and words[0].startswith("-") and words[0] != "-c":
        del words[:2 if words[0] in VALUED else 1]
    if not words or words[0].endswith(".imgsh"):
        return None
    return words[1] if words[0] == "-c" else " ".join(map(shlex.quote, words))


@pytest.mark.parametrize("line", typed())
def test_a_line_of_a_page_has_no_mistake(home, line):
    text = text_of(line)
    options = ["--help"] if text is None else ["--check", "-c", text]
    result = subprocess.run([BINARY, *options], capture_output=True, text=True, env=home.env, cwd=home.path)
    assert result.returncode == 0, result.stderr


def test_the_lines_are_found():
    assert len(list(typed())) > 60


def headings(page):
    """What a link to a heading of a page may say behind '#'."""
    text = re.sub(r"^```.*?^```", "", page.read_text(), flags=re.M | re.S)
    for heading in re.findall(r"^#+ (.*)", text, re.M):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def links():
    for pattern in ("*.md", "docs/*.md", "Examples/*/*.md", "Tests/*/*.md"):
        for page in sorted(ROOT.glob(pattern)):
            text = re.sub(r"^```.*?^```", "", page.read_text(), flags=re.M | re.S)
            for link in sorted(set(re.findall(r"\]\(([^) ]+)\)", text))):
                if not re.match("[a-z]+:", link):
                    yield pytest.param(page, link, id=f"{page.relative_to(ROOT)}: {link}")


@pytest.mark.parametrize("page, link", links())
def test_a_link_leads_to_a_page_and_heading_that_are_there(page, link):
    path, _, heading = link.partition("#")
    target = page.parent / path if path else page
    assert target.exists()
    assert not heading or heading in headings(target)
