"""Tab among many names of a service."""

import time

import pytest

from cloud import PASSWORD, Cloud
from other_shells import COMPLETIONS, path
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
def cloud(request):
    cloud = Cloud(image(number) for number in range(getattr(request, "param", COUNT)))
    yield cloud
    cloud.close()


#: A list of several pages, and no more: a build for debugging takes its time.
pages = pytest.mark.parametrize("cloud", [3 * Cloud.PAGE], indirect=True, ids=["pages"])


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
    complete(shell, "show image-09999", lambda: shell.last == SHELL + "show image-09999" and shell.cursor[1] == 31)
    complete(shell, "show image-0", lambda: "more rows" in shell.last)
    complete(shell, "show age-04242", lambda: shell.last == SHELL + "show image-04242")
    assert len(cloud.lists) == COUNT // Cloud.PAGE and len(set(cloud.lists)) == len(cloud.lists)


@pages
def test_names_are_there_at_once_in_the_next_session(home, shell, cloud):
    complete(shell, "show image-02999", lambda: shell.last == SHELL + "show image-02999" and shell.cursor[1] == 31)
    shell.send("\x15exit\r")
    shell.wait_for_end()
    # From now on the service gives nothing but first pages.
    cloud.goes_on.clear()
    next_session = home.open(columns=100, OS_PASSWORD=PASSWORD, **cloud.variables)
    next_session.wait(lambda: next_session.rows[-1:] == [SHELL.rstrip()], "the first prompt")
    next_session.send("show image-0242\t")
    next_session.wait(lambda: any("image-02429" in row for row in next_session.rows), "names of the last session")


def kept(home):
    """The files of names that were kept."""
    return list((home.path / "cache" / "imgsh" / "names").glob("*.jsonl"))


@pytest.fixture
def bash(home, cloud):
    bash = home.open(
        "bash", "--norc", "--noprofile", "-i", columns=100, PS1="bash$ ", PATH=path(), OS_PASSWORD=PASSWORD,
        **cloud.variables)
    bash.wait_for(["bash$ "])
    bash.send(f"source {COMPLETIONS / 'imgsh.bash'}; clear\r")
    bash.wait_for_output(b"\x1b[2J")
    bash.wait_for(["bash$ "])
    return bash


@pages
def test_another_shell_has_the_names_that_came_after_its_key(home, bash, cloud):
    cloud.goes_on.clear()
    # Nobody waits for so long: the line stays as it is.
    bash.send("imgsh show image-0299\t")
    bash.wait(lambda: len(cloud.lists) >= 2, "a list that does not go on")
    bash.wait_for_line("imgsh show image-0299", prompt="bash$ ")
    assert not kept(home)
    cloud.goes_on.set()
    bash.wait(lambda: kept(home), "the names")
    (names,) = kept(home)
    assert names.stat().st_mode & 0o777 == 0o600
    assert PASSWORD not in names.read_text()
    # What comes now can only be from there.
    cloud.goes_on.clear()
    bash.send("9\t")
    bash.wait_for_line("imgsh show image-02999 ", prompt="bash$ ")
    bash.send("\x15imgsh show image-0242\t\t")
    bash.wait(lambda: any("image-02429" in row for row in bash.rows), "the names")


@pages
def test_no_names_are_kept_where_none_shall_be(home, cloud):
    shell = home.open(columns=100, OS_PASSWORD=PASSWORD, IMGSH_KEEP_NAMES="0", **cloud.variables)
    shell.wait(lambda: shell.rows[-1:] == [SHELL.rstrip()], "the first prompt")
    complete(shell, "show image-02999", lambda: shell.last == SHELL + "show image-02999" and shell.cursor[1] == 31)
    shell.send("\x15exit\r")
    shell.wait_for_end()
    assert not kept(home)
