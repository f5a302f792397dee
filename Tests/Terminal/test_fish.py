"""The completion for fish, in a fish."""

import shutil

import pytest

from other_shells import COMPLETIONS, QUOTED, WORDS, furnish, path

COMPLETION = COMPLETIONS / "imgsh.fish"
PROMPT = "fish$ "

pytestmark = pytest.mark.skipif(shutil.which("fish") is None, reason="there is no fish")


@pytest.fixture
def fish(home):
    furnish(home)
    (home.path / "config" / "fish").mkdir(parents=True)
    (home.path / "config" / "fish" / "config.fish").write_text(
        f"set -g fish_greeting\nset -g fish_autosuggestion_enabled 0\n"
        f"function fish_prompt; echo -n '{PROMPT}'; end\nsource {COMPLETION}\n")
    fish = home.open("fish", "-i", PATH=path())
    fish.wait_for([PROMPT])
    return fish


@pytest.mark.parametrize("keys, line", WORDS)
def test_words_are_completed(fish, keys, line):
    fish.send_slowly(keys)
    fish.wait_for_line(line, prompt=PROMPT)


@pytest.mark.parametrize("keys, line", QUOTED + [
    ("imgsh show two\\ w\t", "imgsh show two\\ words "),
])
def test_names_are_quoted_as_the_word_is(fish, keys, line):
    fish.send_slowly(keys)
    fish.wait_for_line(line, prompt=PROMPT)


def test_options_are_listed_with_what_they_mean(fish):
    fish.send_slowly("imgsh image create --min\t\t")
    fish.wait(lambda: any("--min-disk" in row and "The disk a server" in row for row in fish.rows), "the help")


def test_images_are_listed_with_what_they_are(fish):
    fish.send_slowly("imgsh show debian\t")
    fish.wait(lambda: any("debian-11" in row and "queued" in row for row in fish.rows), "the status")
