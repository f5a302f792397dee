"""The completion for bash, in a bash."""

import os
import pathlib

import pytest

from conftest import BINARY

COMPLETION = pathlib.Path(__file__).parents[2] / "completions" / "imgsh.bash"
PROMPT = "bash$ "


@pytest.fixture
def bash(home):
    home.write("clouds.yaml", "clouds: {prod-one: {}, prod-two: {}}\n")
    (home.path / "clouds.yaml").chmod(0o600)
    home.create_images("cirros", "a:b")
    path = f"{pathlib.Path(BINARY).parent}:{os.environ['PATH']}"
    bash = home.open("bash", "--norc", "--noprofile", "-i", PS1=PROMPT, PATH=path)
    bash.wait_for([PROMPT])
    bash.send(f"source {COMPLETION}; clear\r")
    bash.wait_for_output(b"\x1b[2J")
    bash.wait_for([PROMPT])
    return bash


@pytest.mark.parametrize("keys, line", [
    ("imgsh image lis\t", "imgsh image list "), ("imgsh use glance@prod-t\t", "imgsh use glance@prod-two "),
    ("imgsh @glance@prod-o\t", "imgsh @glance@prod-one "),
    ("imgsh list --sort name:d\t", "imgsh list --sort name:desc "), ("imgsh list -f js\tl\t", "imgsh list -f jsonl "),
    ("imgsh create x --disk-format=qc\t", "imgsh create x --disk-format=qcow2 "),
    ("imgsh show a:\t", "imgsh show a:b "), ("imgsh show local//ci\t", "imgsh show local//cirros "),
])
def test_words_with_marks_in_them_are_completed_once(bash, keys, line):
    bash.send_slowly(keys)
    bash.wait_for_line(line, prompt=PROMPT)
