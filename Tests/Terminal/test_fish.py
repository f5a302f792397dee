"""The completion for fish, in a fish."""

import os
import pathlib
import shutil

import pytest

from conftest import BINARY

COMPLETION = pathlib.Path(__file__).parents[2] / "completions" / "imgsh.fish"
PROMPT = "fish$ "

pytestmark = pytest.mark.skipif(shutil.which("fish") is None, reason="there is no fish")


@pytest.fixture
def fish(home):
    home.write("clouds.yaml", "clouds: {prod-one: {}, prod-two: {}}\n")
    (home.path / "clouds.yaml").chmod(0o600)
    home.create_images("cirros", "a:b", "two words", "k=v", "at@home", "debian-11", "debian-12", "$cash & more", "it's")
    (home.path / "my disk.raw").touch()
    (home.path / "config" / "fish").mkdir(parents=True)
    (home.path / "config" / "fish" / "config.fish").write_text(
        f"set -g fish_greeting\nset -g fish_autosuggestion_enabled 0\n"
        f"function fish_prompt; echo -n '{PROMPT}'; end\nsource {COMPLETION}\n")
    path = f"{pathlib.Path(BINARY).parent}:{os.environ['PATH']}"
    fish = home.open("fish", "-i", PATH=path)
    fish.wait_for([PROMPT])
    return fish


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
def test_words_are_completed(fish, keys, line):
    fish.send_slowly(keys)
    fish.wait_for_line(line, prompt=PROMPT)


@pytest.mark.parametrize("keys, line", [
    ("imgsh show tw\t", "imgsh show two\\ words "), ("imgsh show 'tw\t", "imgsh show 'two words' "),
    ('imgsh show "tw\t', 'imgsh show "two words" '), ("imgsh show two\\ w\t", "imgsh show two\\ words "),
    ("imgsh show it\t", "imgsh show it\\'s "),
    ("imgsh create x --file my\t", "imgsh create x --file my\\ disk.raw "),
    ("imgsh create x --file ~/my\t", "imgsh create x --file ~/my\\ disk.raw "),
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


def test_a_part_of_one_name_becomes_the_name(fish):
    fish.send_slowly("imgsh show words\t")
    fish.wait_for_line("imgsh show two\\ words ", prompt=PROMPT)
