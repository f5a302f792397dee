"""The completion for zsh, in a zsh."""

import shutil

import pytest

from other_shells import COMPLETIONS, QUOTED, WORDS, furnish, path

PROMPT = "zsh$ "

pytestmark = pytest.mark.skipif(shutil.which("zsh") is None, reason="there is no zsh")


@pytest.fixture
def zsh(home):
    furnish(home)
    home.write(".zshrc", f"fpath=({COMPLETIONS} $fpath)\nautoload -Uz compinit\ncompinit -u -D\nunsetopt beep\n")
    zsh = home.open("zsh", "-o", "no_global_rcs", "-i", PS1=PROMPT, PATH=path(), ZDOTDIR=str(home.path))
    zsh.wait_for([PROMPT])
    return zsh


@pytest.mark.parametrize("keys, line", WORDS)
def test_words_are_completed(zsh, keys, line):
    zsh.send_slowly(keys)
    zsh.wait_for_line(line, prompt=PROMPT)


@pytest.mark.parametrize("keys, line", QUOTED + [
    ("imgsh show two\\ w\t", "imgsh show two\\ words "),
    ("imgsh show \\$c\t", "imgsh show \\$cash\\ \\&\\ more "),
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
