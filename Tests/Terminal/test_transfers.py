"""What is seen of a transfer, and what Ctrl-C leaves of it."""

import gzip
import os
import re
import subprocess

import pytest

from conftest import BINARY
from terminal import PROMPT

BAR = re.compile(r"saving big  \[#*\.*\]  \d+ %  \d.* of 19\.1 MiB  \d.*/s  \d:\d\d left")

SHARED_BAR = re.compile(r"uploading 3 files  \[#*\.*\]  \d+ %  \d.* of 22\.9 MiB  \d.*/s  \d:\d\d left")


@pytest.fixture
def slow(home):
    """A home with an image, and the command that takes its time to save it."""
    (home.path / "disk").write_bytes(os.urandom(20_000_000))
    subprocess.run([BINARY, "-c", "image create big --file disk --disk-format raw"], env=home.env, cwd=home.path,
                   check=True, capture_output=True)
    return "image save big --file copy --limit-rate 3M\r"


def test_smoke_control_c_keeps_what_came_and_the_next_start_tells_of_it(home, slow):
    shell = home.start(columns=100)
    shell.send(slow)
    shell.wait(lambda: BAR.match(shell.last), "a bar")
    shell.send("\x03")
    shell.wait(lambda: shell.last == "imgsh local 130>", "the prompt")
    text = "".join(shell.history)
    assert "are kept for 'copy'; go on with: transfer resume" in text
    assert "interrupted" in text and "saving big" not in text
    shell.send("exit 0\r")
    shell.wait_for_end()

    again = home.start(columns=100)
    assert "1 unfinished transfer, the download of 'big' to" in again.rows[0]
    again.send("transfer resume\r")
    again.wait(lambda: any("is complete" in row for row in again.rows), "the end")
    assert (home.path / "copy").read_bytes() == (home.path / "disk").read_bytes()
    again.send("exit\r")
    again.wait_for_end()
    assert home.start(columns=100).rows == [PROMPT.rstrip()]


def test_a_bar_fits_the_terminal_whatever_becomes_of_it(home, slow):
    shell = home.start(columns=100)
    shell.send(slow)
    shell.wait(lambda: BAR.match(shell.last), "a bar")
    for columns in [40, 20, 120]:
        shell.resize(24, columns)
        seen = len(shell.output)
        shell.wait(lambda: shell.output[seen:].count(b"saving big") > 2, "a bar of the new width")
        drawn = shell.output[seen:].split(b"\r")[-2].replace(b"\x1b[K", b"")
        assert len(drawn) < columns
    shell.wait(lambda: shell.last == PROMPT.rstrip(), "the prompt")
    assert not any("saving" in row for row in shell.rows[-1:])


def test_quiet_shows_no_bar(home, slow):
    shell = home.start(columns=100)
    shell.send("image save big --file copy --limit-rate 30M -q\r")
    shell.wait(lambda: (home.path / "copy").exists() and shell.last == PROMPT.rstrip(), "the prompt")
    assert b"saving" not in shell.output


def test_a_bomb_says_how_much_comes_out_of_it_and_stops_at_once(home):
    member = gzip.compress(bytes(16 << 20))
    # Some thirty megabytes that become thirty gigabytes.
    (home.path / "bomb.gz").write_bytes(member * 2000)
    shell = home.start(columns=100)
    shell.send("image create bomb --file bomb.gz --decompress --limit-rate 3M\r")
    shell.wait(lambda: re.match(r"uploading bomb\.gz, unpacked  \d.* MiB", shell.last), "a count")
    shell.send("\x03")
    shell.wait(lambda: shell.last == "imgsh local 130>", "the prompt")
    shell.send("image inspect bomb.gz --decompress\r")
    shell.wait(lambda: re.match(r"unpacking bomb\.gz  \d.* [MG]iB", shell.last), "a count")
    shell.send("\x03")
    shell.wait(lambda: shell.last == "imgsh local 130>" and shell.output.count(b"interrupted") > 1, "the prompt")
    shell.send("image list -f value\r")
    shell.wait(lambda: shell.last == PROMPT.rstrip(), "the prompt")
    assert not any("bomb" in row for row in shell.rows[-2:])
    store = home.path / ".local/share/imgsh"
    assert sum(file.stat().st_size for file in store.rglob("*") if file.is_file()) < 10_000_000


@pytest.fixture
def files(home):
    """A home with three files, and the command that takes its time to make images of them."""
    for name in ("one", "two", "three"):
        (home.path / f"{name}.raw").write_bytes(os.urandom(8_000_000))
    return "image create *.raw --disk-format raw --limit-rate 4M\r"


def test_several_uploads_share_a_bar_and_control_c_takes_them_all_away(home, files):
    shell = home.start(columns=100)
    shell.send(files)
    shell.wait(lambda: SHARED_BAR.match(shell.last), "a bar")
    shell.send("\x03")
    shell.wait(lambda: shell.last == "imgsh local 130>", "the prompt")
    text = "\n".join(shell.rows)
    assert "'one' from 'one.raw'" in text and "uploading" not in text
    assert "0 of 3 images created, 3 not finished" in text
    shell.send("image list -f value -c Name; echo listed\r")
    shell.wait(lambda: "listed" in shell.rows, "the list")
    assert not any(row in ("one", "two", "three") for row in shell.rows)


def test_several_uploads_end_in_rows_and_a_summary(home, files):
    shell = home.start(columns=100)
    shell.send(files.replace("4M", "20M"))
    shell.wait(lambda: any("3 of 3 images created (22.9 MiB)" in row for row in shell.rows), "the summary")
    shell.wait(lambda: shell.last == PROMPT.rstrip(), "the prompt")
    rows = [row for row in shell.rows if "| created |" in row]
    assert [row.split("|")[1].strip() for row in rows] == ["one.raw", "three.raw", "two.raw"]
