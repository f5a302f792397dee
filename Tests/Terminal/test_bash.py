"""The completion for bash, in a bash."""

import pytest

from other_shells import COMPLETIONS, QUOTED, WORDS, furnish, path

COMPLETION = COMPLETIONS / "imgsh.bash"
PROMPT = "bash$ "


@pytest.fixture
def bash(home):
    furnish(home)
    bash = home.open("bash", "--norc", "--noprofile", "-i", PS1=PROMPT, PATH=path())
    bash.wait_for([PROMPT])
    bash.send(f"source {COMPLETION}; clear\r")
    bash.wait_for_output(b"\x1b[2J")
    bash.wait_for([PROMPT])
    return bash


@pytest.mark.parametrize("keys, line", WORDS + [
    ("imgsh list -f js\tl\t", "imgsh list -f jsonl "),
    ("imgsh create x --property=hw_disk_bus=virt\t", "imgsh create x --property=hw_disk_bus=virtio "),
    ("imgsh --back\t", "imgsh --backend "),
    ("imgsh --backend loc\t", "imgsh --backend local "),
])
def test_words_are_completed(bash, keys, line):
    bash.send_slowly(keys)
    bash.wait_for_line(line, prompt=PROMPT)


@pytest.mark.parametrize("keys, line", QUOTED + [
    ("imgsh show two\\ w\t", "imgsh show two\\ words "),
    ("imgsh show \\$c\t", "imgsh show \\$cash\\ \\&\\ more "),
    ("imgsh show local//tw\t", "imgsh show local//two\\ words "),
    ("imgsh create x --file=my\t", "imgsh create x --file=my\\ disk.raw "),
])
def test_names_are_quoted_as_the_word_is(bash, keys, line):
    bash.send_slowly(keys)
    bash.wait_for_line(line, prompt=PROMPT)


@pytest.mark.parametrize("keys, line", [
    ("imgsh list > my\t", "imgsh list > my\\ disk.raw "), ("imgsh list 2>> my\t", "imgsh list 2>> my\\ disk.raw "),
    ("imgsh image inspect < my\t", "imgsh image inspect < my\\ disk.raw "),
    ("imgsh list >my\t", "imgsh list >my\\ disk.raw "), ("imgsh list 2>my\t", "imgsh list 2>my\\ disk.raw "),
])
def test_behind_a_redirection_stand_files(bash, keys, line):
    bash.send_slowly(keys)
    bash.wait_for_line(line, prompt=PROMPT)


def test_what_only_holds_the_word_is_listed_and_the_word_stays(bash):
    bash.send_slowly("imgsh show bian\t\t")
    bash.wait(lambda: any("debian-11" in row and "debian-12" in row for row in bash.rows), "the names")
    bash.wait(lambda: bash.last.rstrip() == PROMPT + "imgsh show bian", "the line as it was")
