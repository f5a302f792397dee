"""The completion for zsh, in a zsh."""

import os
import pathlib
import shutil

import pytest

from conftest import BINARY

FUNCTIONS = pathlib.Path(__file__).parents[2] / "completions"
PROMPT = "zsh$ "

pytestmark = pytest.mark.skipif(shutil.which("zsh") is None, reason="there is no zsh")


@pytest.fixture
def zsh(home):
    home.write("clouds.yaml", "clouds: {prod-one: {}, prod-two: {}}\n")
    (home.path / "clouds.yaml").chmod(0o600)
    home.create_images("cirros", "a:b", "two words", "k=v", "at@home", "debian-11", "debian-12", "$cash & more", "it's")
    (home.path / "my disk.raw").touch()
    home.write(".zshrc", f"fpath=({FUNCTIONS} $fpath)\nautoload -Uz compinit\ncompinit -u -D\nunsetopt beep\n")
    path = f"{pathlib.Path(BINARY).parent}:{os.environ['PATH']}"
    zsh = home.open("zsh", "-o", "no_global_rcs", "-i", PS1=PROMPT, PATH=path, ZDOTDIR=str(home.path))
    zsh.wait_for([PROMPT])
    return zsh


@pytest.mark.parametrize("keys, line", [
    ("imgsh image lis\t", "imgsh image list "), ("imgsh use glance@prod-t\t", "imgsh use glance@prod-two "),
    ("imgsh @glance@prod-o\t", "imgsh @glance@prod-one "), ("imgsh list --sort name:d\t", "imgsh list --sort name:desc "),
    ("imgsh create x --disk-format=qc\t", "imgsh create x --disk-format=qcow2 "),
    ("imgsh show a:\t", "imgsh show a:b "), ("imgsh show local//ci\t", "imgsh show local//cirros "),
    ("imgsh show k=\t", "imgsh show k=v "), ("imgsh show at@\t", "imgsh show at@home "),
    ("imgsh create x --property hw_disk_b\tvirt\t", "imgsh create x --property hw_disk_bus=virtio "),
    ("imgsh --backend local show cir\t", "imgsh --backend local show cirros "),
    ("imgsh --os-cloud prod-t\t", "imgsh --os-cloud prod-two "), ("true; imgsh show cir\t", "true; imgsh show cirros "),
])
def test_words_are_completed(zsh, keys, line):
    zsh.send_slowly(keys)
    zsh.wait_for_line(line, prompt=PROMPT)


@pytest.mark.parametrize("keys, line", [
    ("imgsh show tw\t", "imgsh show two\\ words "), ("imgsh show 'tw\t", "imgsh show 'two words' "),
    ('imgsh show "tw\t', 'imgsh show "two words" '), ("imgsh show two\\ w\t", "imgsh show two\\ words "),
    ("imgsh show \\$c\t", "imgsh show \\$cash\\ \\&\\ more "), ("imgsh show it\t", "imgsh show it\\'s "),
    ("imgsh create x --file my\t", "imgsh create x --file my\\ disk.raw "),
    ("imgsh create x --file ~/my\t", "imgsh create x --file ~/my\\ disk.raw "),
])
def test_names_are_quoted_as_the_word_is(zsh, keys, line):
    zsh.send_slowly(keys)
    zsh.wait_for_line(line, prompt=PROMPT)


def test_options_are_listed_with_what_they_mean(zsh):
    zsh.send_slowly("imgsh image create --min\t\t")
    zsh.wait(lambda: any("--min-disk" in row and "-- The disk a server needs" in row for row in zsh.rows), "the help")


def test_images_are_listed_with_what_they_are(zsh):
    zsh.send_slowly("imgsh show debian\t\t")
    zsh.wait(lambda: any("debian-11" in row and "-- queued" in row for row in zsh.rows), "the status")
    assert zsh.rows[0] == PROMPT + "imgsh show debian-1"


def test_what_only_holds_the_word_is_listed_and_the_word_stays(zsh):
    zsh.send_slowly("imgsh show bian\t")
    zsh.wait(lambda: any("debian-12" in row for row in zsh.rows[1:]), "the names")
    assert zsh.rows[0] == PROMPT + "imgsh show bian"


def test_a_part_of_one_name_becomes_the_name(zsh):
    zsh.send_slowly("imgsh show words\t")
    zsh.wait_for_line("imgsh show two\\ words ", prompt=PROMPT)
