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
    home.create_images("cirros", "a:b", "two words", "k=v", "at@home", "debian-11", "debian-12", "$cash & more")
    (home.path / "my disk.raw").touch()
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
    ("imgsh show k=\t", "imgsh show k=v "), ("imgsh show at@\t", "imgsh show at@home "),
    ("imgsh create x --property hw_disk_b\tvirt\t", "imgsh create x --property hw_disk_bus=virtio "),
    ("imgsh create x --property=hw_disk_bus=virt\t", "imgsh create x --property=hw_disk_bus=virtio "),
])
def test_words_with_marks_in_them_are_completed_once(bash, keys, line):
    bash.send_slowly(keys)
    bash.wait_for_line(line, prompt=PROMPT)


@pytest.mark.parametrize("keys, line", [
    ("imgsh show tw\t", "imgsh show two\\ words "), ("imgsh show 'tw\t", "imgsh show 'two words' "),
    ('imgsh show "tw\t', 'imgsh show "two words" '), ("imgsh show two\\ w\t", "imgsh show two\\ words "),
    ("imgsh show \\$c\t", "imgsh show \\$cash\\ \\&\\ more "), ("imgsh show local//tw\t", "imgsh show local//two\\ words "),
    ("imgsh create x --file my\t", "imgsh create x --file my\\ disk.raw "),
    ("imgsh create x --file ~/my\t", "imgsh create x --file ~/my\\ disk.raw "),
    ("imgsh create x --file=my\t", "imgsh create x --file=my\\ disk.raw "),
])
def test_names_are_quoted_as_the_word_is(bash, keys, line):
    bash.send_slowly(keys)
    bash.wait_for_line(line, prompt=PROMPT)


@pytest.mark.parametrize("keys, line", [
    ("imgsh --back\t", "imgsh --backend "), ("imgsh --backend loc\t", "imgsh --backend local "),
    ("imgsh --os-cloud prod-t\t", "imgsh --os-cloud prod-two "),
    ("imgsh --backend local show cir\t", "imgsh --backend local show cirros "),
    ("true; imgsh show cir\t", "true; imgsh show cirros "),
])
def test_options_of_the_program_come_before_the_command(bash, keys, line):
    bash.send_slowly(keys)
    bash.wait_for_line(line, prompt=PROMPT)


def test_what_only_holds_the_word_is_listed_and_the_word_stays(bash):
    bash.send_slowly("imgsh show bian\t\t")
    bash.wait(lambda: any("debian-11" in row and "debian-12" in row for row in bash.rows), "the names")
    bash.wait(lambda: bash.rows[-1].rstrip() == PROMPT + "imgsh show bian", "the line as it was")


def test_a_part_of_one_name_becomes_the_name(bash):
    bash.send_slowly("imgsh show words\t")
    bash.wait_for_line("imgsh show two\\ words ", prompt=PROMPT)
