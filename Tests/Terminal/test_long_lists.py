"""Tab among many names of a service."""

import time

import pytest

from cloud import PASSWORD, Cloud
from terminal import PATIENCE

SHELL = "imgsh glance> "
COUNT = 10_000


def image(number):
    return {
        "id": f"00000000-0000-4000-8000-{number:012}", "name": f"image-{number:05}", "status": "active",
        "size": 1024, "disk_format": "raw", "container_format": "bare", "visibility": "private", "tags": [],
        "created_at": "2026-01-31T10:00:00Z", "updated_at": "2026-01-31T10:00:00Z",
    }


@pytest.fixture
def cloud():
    cloud = Cloud(image(number) for number in range(COUNT))
    yield cloud
    cloud.close()


@pytest.fixture
def shell(home, cloud):
    shell = home.open(columns=100, OS_PASSWORD=PASSWORD, **cloud.variables)
    shell.wait(lambda: shell.rows[-1:] == [SHELL.rstrip()], "the first prompt")
    return shell


def complete(shell, line, is_done):
    """Presses Tab behind the line until what is expected is there: on a busy machine once may not be enough."""
    shell.send(f"q\x15{line}")
    end = time.monotonic() + 2 * PATIENCE
    while not is_done() and time.monotonic() < end:
        shell.send("\t")
        pause = time.monotonic() + 2
        while not is_done() and time.monotonic() < pause:
            shell.read(0.05)
    assert is_done(), shell.picture()


def test_ten_thousand_names_are_listed_once(shell, cloud):
    # The first Tab may end before the list does; the list goes on, and a later one has it.
    complete(shell, "show image-0999", lambda: any("image-09999" in row for row in shell.rows))
    complete(shell, "show image-09999", lambda: shell.rows[-1] == SHELL + "show image-09999" and shell.cursor[1] == 31)
    complete(shell, "show image-0", lambda: "more rows" in shell.rows[-1])
    complete(shell, "show age-04242", lambda: shell.rows[-1] == SHELL + "show image-04242")
    assert len(cloud.lists) == COUNT // Cloud.PAGE and len(set(cloud.lists)) == len(cloud.lists)
