"""What the completions of bash, zsh and fish have in common."""

import os
import pathlib

from conftest import BINARY

COMPLETIONS = pathlib.Path(__file__).parents[2] / "completions"

#: What Tab makes of a line, in every shell.
WORDS = [
    ("imgsh image lis\t", "imgsh image list "), ("imgsh use glance@prod-t\t", "imgsh use glance@prod-two "),
    ("imgsh use glance@prod-two:S\t", "imgsh use glance@prod-two:South "),
    ("imgsh @glance@prod-o\t", "imgsh @glance@prod-one "), ("imgsh list --sort name:d\t", "imgsh list --sort name:desc "),
    ("imgsh create x --disk-format=qc\t", "imgsh create x --disk-format=qcow2 "),
    ("imgsh show a:\t", "imgsh show a:b "), ("imgsh show local//ci\t", "imgsh show local//cirros "),
    ("imgsh show k=\t", "imgsh show k=v "), ("imgsh show at@\t", "imgsh show at@home "),
    ("imgsh create x --property hw_disk_b\tvirt\t", "imgsh create x --property hw_disk_bus=virtio "),
    ("imgsh --backend local show cir\t", "imgsh --backend local show cirros "),
    ("imgsh --os-cloud prod-t\t", "imgsh --os-cloud prod-two "), ("true; imgsh show cir\t", "true; imgsh show cirros "),
    ("imgsh show words\t", "imgsh show two\\ words "), ("imgsh nig\t", "imgsh nightly.imgsh "),
    ("imgsh ./nig\t", "imgsh ./nightly.imgsh "), ("imgsh --check nig\t", "imgsh --check nightly.imgsh "),
    ("imgsh nightly.imgsh my\t", "imgsh nightly.imgsh my\\ disk.raw "),
]

#: The same where names need quotes.
QUOTED = [
    ("imgsh show tw\t", "imgsh show two\\ words "), ("imgsh show 'tw\t", "imgsh show 'two words' "),
    ('imgsh show "tw\t', 'imgsh show "two words" '), ("imgsh show it\t", "imgsh show it\\'s "),
    ("imgsh create x --file my\t", "imgsh create x --file my\\ disk.raw "),
    ("imgsh create x --file ~/my\t", "imgsh create x --file ~/my\\ disk.raw "),
]


def path():
    """One on which our program comes first."""
    return f"{pathlib.Path(BINARY).parent}:{os.environ['PATH']}"


def furnish(home):
    """Puts into a home what WORDS and QUOTED need."""
    home.write("clouds.yaml", "clouds: {prod-one: {}, prod-two: {regions: [North, South]}}\n")
    (home.path / "clouds.yaml").chmod(0o600)
    home.create_images("cirros", "a:b", "two words", "k=v", "at@home", "debian-11", "debian-12", "$cash & more", "it's")
    (home.path / "my disk.raw").touch()
    (home.path / "nightly.imgsh").touch()
