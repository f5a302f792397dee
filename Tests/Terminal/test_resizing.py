"""Another size while a line is edited: in tmux, which wraps rows anew, and in a terminal that does not."""

import os
import subprocess
import time

import pytest

from conftest import MANY
from terminal import PATIENCE, PROMPT


class Tmux:
    """A tmux server of its own with one window."""

    def __init__(self, home, columns, rows):
        self.socket = str(home.path / "tmux")
        self.env = home.environment({})
        self.run("-f", "/dev/null", "new-session", "-d", "-c", str(home.path), "-x", str(columns), "-y", str(rows),
                 os.environ["IMGSH_TERMINAL_BINARY"])
        self.output = home.path / "output"
        self.output.touch()
        self.run("pipe-pane", f"cat >> '{self.output}'")

    def run(self, *words):
        return subprocess.run(["tmux", "-u", "-S", self.socket, *words], env=self.env, check=True,
                              capture_output=True, text=True).stdout

    def send(self, text):
        self.run("send-keys", "-l", text)

    @property
    def rows(self):
        # With those that tmux has moved out of the window, as it does when rows become more.
        rows = [row.rstrip() for row in self.run("capture-pane", "-p", "-S", "-").split("\n")]
        while rows and not rows[-1]:
            rows.pop()
        return rows

    @property
    def cursor(self):
        place = self.run("display-message", "-p", "#{history_size} #{cursor_y} #{cursor_x}")
        above, row, column = map(int, place.split())
        return (above + row, column)

    def wait_for(self, rows, cursor):
        rows = [row.rstrip() for row in rows]
        end = time.monotonic() + PATIENCE
        while (seen := (self.rows, self.cursor)) != (rows, cursor):
            assert time.monotonic() < end, f"never seen: {rows} with the cursor at {cursor}, but {seen}"
            time.sleep(0.02)

    def wait_for_last(self, beginning):
        end = time.monotonic() + PATIENCE
        while not "".join((rows := self.rows)[-1:]).startswith(beginning):
            assert time.monotonic() < end, f"never seen: {beginning!r} in the last row of {rows}"
            time.sleep(0.02)

    def resize(self, columns, rows=24):
        """Waits until the program has drawn its line anew: tmux tells it late, and until then its keys go astray."""
        drawn = self.count_of_drawings()
        self.run("resize-window", "-x", str(columns), "-y", str(rows))
        end = time.monotonic() + PATIENCE
        while self.count_of_drawings() == drawn:
            assert time.monotonic() < end, "the line was never drawn anew"
            time.sleep(0.02)

    def count_of_drawings(self):
        return self.output.read_bytes().count(b"\x1b[J\x1b8")

    def close(self):
        self.run("kill-server")


@pytest.fixture
def tmux(home):
    tmux = Tmux(home, 80, 24)
    yield tmux
    tmux.close()


def test_a_line_follows_the_width_and_leaves_nothing_behind(tmux):
    tmux.wait_for([PROMPT], (0, len(PROMPT)))
    tmux.send("echo before\r")
    before = [PROMPT + "echo before", "before"]
    tmux.wait_for([*before, PROMPT], (2, len(PROMPT)))
    line = PROMPT + "echo " + "x" * 40 + "日本y"
    tmux.send("echo " + "x" * 40 + "日本y")
    tmux.wait_for([*before, line], (2, 63))
    tmux.resize(40)
    tmux.wait_for([*before, line[:40], line[40:]], (3, 23))
    tmux.resize(60)
    tmux.wait_for([*before, line[:59], line[59:]], (3, 3))
    tmux.resize(100)
    tmux.wait_for([*before, line], (2, 63))
    tmux.send("z\x1b[H")
    tmux.wait_for([*before, line + "z"], (2, len(PROMPT)))
    tmux.resize(30)
    row = line + "z"
    tmux.wait_for([*before, row[:30], row[30:59], row[59:]], (2, len(PROMPT)))
    tmux.send("\x03")
    tmux.wait_for([*before, row[:30], row[30:59], row[59:] + "^C", PROMPT], (5, len(PROMPT)))


@pytest.mark.parametrize("text", ["echo " + "x" * 62, "echo " + "x" * 20 + "日" * 21])
def test_a_line_that_fills_its_rows_in_the_new_width_leaves_what_stands_above(tmux, text):
    tmux.wait_for([PROMPT], (0, len(PROMPT)))
    tmux.send("echo before\r")
    before = [PROMPT + "echo before", "before"]
    tmux.wait_for([*before, PROMPT], (2, len(PROMPT)))
    tmux.resize(100)
    tmux.send(text)
    tmux.wait_for([*before, PROMPT + text], (2, 80))
    tmux.resize(40)
    cut = next(cut for cut in range(len(text)) if sum(1 + (c == "日") for c in text[:cut]) == 40 - len(PROMPT))
    tmux.wait_for([*before, PROMPT + text[:cut], text[cut:]], (4, 0))
    tmux.resize(100)
    tmux.wait_for([*before, PROMPT + text], (2, 80))


def test_a_real_paste_in_tmux(tmux):
    tmux.wait_for([PROMPT], (0, len(PROMPT)))
    tmux.run("set-buffer", "echo one\necho tw")
    tmux.run("paste-buffer", "-p")
    tmux.wait_for([PROMPT + "echo one", "one", PROMPT + "echo tw"], (2, len(PROMPT) + 7))


def test_a_size_that_changes_often_while_keys_come(home):
    shell = home.start(columns=80)
    for number, columns in enumerate([40, 70, 33, 100, 20, 61, 80]):
        shell.send(f"w{number}日 ")
        shell.resize(24, columns)
    shell.wait(lambda: "w6日" in "".join(shell.rows), "the last word")
    shell.send("\x15")
    shell.answers("still")


def test_commands_know_the_new_width(home):
    shell = home.start()
    shell.resize(24, 50)
    shell.send("image \t")
    shell.wait(lambda: len(shell.rows) > 5 and shell.last == PROMPT + "image", "the list")
    assert max(len(row) for row in shell.rows) < 50


def test_a_list_goes_on_in_the_window_as_it_is_now(home, many_images):
    home.take_images(many_images)
    tmux = Tmux(home, 80, 24)
    try:
        tmux.wait_for([PROMPT], (0, len(PROMPT)))
        tmux.send("show image-\t")
        tmux.wait_for_last("20 more rows (")
        shown = set(" ".join(tmux.rows[-24:-1]).split())
        tmux.resize(40, 10)
        tmux.wait_for_last("47 more rows (")
        assert not any("20 more rows" in row for row in tmux.rows)
        tmux.send(" ")
        tmux.wait_for_last("38 more rows (")
        names = " ".join(tmux.rows[-10:-1]).split()
        assert len(names) == 27 and set(names) <= set(MANY) - shown
        tmux.send("q")
        tmux.wait_for_last(PROMPT + "show image-")
    finally:
        tmux.close()


def test_a_bar_leaves_nothing_behind_in_a_narrower_window(home):
    (home.path / "big.raw").write_bytes(bytes(range(256)) * 30000)
    tmux = Tmux(home, 100, 24)
    try:
        tmux.wait_for([PROMPT], (0, len(PROMPT)))
        tmux.send("create big --file big.raw --disk-format raw --limit-rate 1M\r")
        tmux.wait_for_last("uploading big.raw  [")
        above = tmux.rows[:-1]
        tmux.run("resize-window", "-x", "60", "-y", "24")
        end = time.monotonic() + PATIENCE
        while not (rows := tmux.rows)[-1].startswith("uploading") or len(rows[-1]) > 57:
            assert time.monotonic() < end, f"never drawn for the window: {rows}"
            time.sleep(0.02)
        assert "".join(rows[:-1]) == "".join(above)
        tmux.send("\x03")
        tmux.wait_for_last("imgsh local 130>")
        assert not any("uploading" in row for row in tmux.rows)
    finally:
        tmux.close()
