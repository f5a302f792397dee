"""Earlier lines, by walking and by searching."""

import pytest

from conftest import BINARY
from terminal import PROMPT

UP, DOWN = "\x1b[A", "\x1b[B"


@pytest.fixture
def shell(home):
    shell = home.start()
    for word in ["one", "two", "three"]:
        shell.send(f"echo {word}\r")
        shell.wait(lambda: shell.rows[-2:] == [word, PROMPT.rstrip()], "the answer")
    return shell


# Keys, then the line, then the cursor's column behind the prompt.
WALKS = {
    "up": ([UP], "echo three", 10),
    "up_to_the_oldest": ([UP, UP, UP], "echo one", 8),
    "not_further": ([UP, UP, UP, UP], "echo one", 8),
    "up_and_down": ([UP, UP, DOWN], "echo three", 10),
    "the_draft_is_kept": ([*"dra日ft", UP, UP, DOWN, DOWN], "dra日ft", 7),
    "a_change_on_the_way_is_kept": ([UP, "!", UP, DOWN], "echo three!", 11),
    "control_p_and_n": (["\x10", "\x10", "\x0e"], "echo three", 10),
    "application_keys": (["\x1bOA", "\x1bOA", "\x1bOB"], "echo three", 10),
    "up_finds_what_begins_like_the_draft": ([*"echo t", UP, UP], "echo two", 8),
    "up_stays_where_nothing_begins_like_it": ([*"zzz", UP], "zzz", 3),
    "down_comes_back_to_the_draft": ([*"echo t", UP, UP, DOWN, DOWN], "echo t", 6),
    "up_takes_what_stands_before_the_cursor": ([*"echo x", "\x1b[D", UP], "echo three", 10),
    "begins_like": ([*"echo t", "\x1b[5~", "\x1b[5~"], "echo two", 6),
    "first_and_last": (["\x1b<", "\x1b>", *"x"], "x", 1),
}


@pytest.mark.parametrize("burst", [False, True], ids=["slowly", "burst"])
@pytest.mark.parametrize("name", WALKS)
def test_walking(shell, name, burst):
    keys, line, column = WALKS[name]
    shell.send("".join(keys)) if burst else shell.send_slowly(keys)
    shell.wait_for_line(line, len(PROMPT) + column)


def test_smoke_a_line_from_the_history_runs_again(shell):
    shell.send(UP + UP + "\r")
    shell.wait(lambda: shell.rows[-2:] == ["two", PROMPT.rstrip()] and shell.rows.count("two") == 2, "two again")


def test_nothing_is_left_of_lines_that_were_forgotten(shell):
    shell.send("history --clear\r")
    shell.wait(lambda: shell.rows[-2:] == [PROMPT + "history --clear", PROMPT.rstrip()], "the prompt again")
    # Neither suggested, nor walked to, nor found.
    shell.send("echo t")
    shell.wait_for_line("echo t", len(PROMPT) + 6)
    assert shell.grey == ""
    shell.send("\x15" + UP + "x")
    shell.wait_for_line("x", len(PROMPT) + 1)
    shell.send("\x15\x12echo")
    shell.wait_for_line("no older 'echo':", 17, prompt="")
    shell.send("\x07")
    shell.wait_for_line("")
    # What comes after is kept again.
    shell.send("echo new\r")
    shell.wait(lambda: shell.rows[-2:] == ["new", PROMPT.rstrip()], "the answer")
    shell.send(UP + UP)
    shell.wait_for_line("echo new", len(PROMPT) + 8)


def test_a_long_draft_survives_the_walk(home):
    shell = home.start(rows=40)
    shell.send("echo one\r")
    shell.wait_for_row("one")
    draft = "".join(chr(ord("a") + i % 26) for i in range(2000))
    shell.send(draft)
    shell.wait(lambda: draft in "".join(shell.rows), "the draft")
    shell.send("\x10")
    shell.wait_for_line("echo one")
    shell.send("\x0e")
    shell.wait(lambda: draft in "".join(shell.rows), "the draft again")


def test_a_command_of_several_lines_comes_back_whole(home):
    shell = home.start()
    shell.send("echo 'a\rb'\r")
    shell.wait(lambda: shell.last == PROMPT.rstrip() and len(shell.rows) > 3, "the prompt again")
    shell.send(UP)
    shell.wait(lambda: shell.rows[-2:] == [PROMPT + "echo 'a", "b'"], "both lines")
    shell.send("x\x03")
    shell.wait(lambda: shell.rows[-2:] == ["b'x^C", PROMPT.rstrip()], "both lines given up")


SEARCHES = {
    "as_typed": (["\x12", *"tw"], "older 'tw': echo two", 17),
    "older_again": (["\x12", *"o", "\x12", "\x12"], "older 'o': echo one", 14),
    "newer": (["\x12", *"echo", "\x12", "\x12", "\x13"], "newer 'echo': echo two", 14),
    "backspace": (["\x12", *"twx", "\x7f"], "older 'tw': echo two", 17),
    "nothing_found": (["\x12", *"zzz"], "no older 'zzz':", 16),
}


@pytest.mark.parametrize("burst", [False, True], ids=["slowly", "burst"])
@pytest.mark.parametrize("name", SEARCHES)
def test_searching(shell, name, burst):
    keys, row, column = SEARCHES[name]
    shell.send("".join(keys)) if burst else shell.send_slowly(keys)
    shell.wait_for_line(row, column, prompt="")


FINDS = {
    "enter_runs_it": ("\x12tw\r", None, 0),
    "escape_keeps_it": ("\x12tw\x1b", "echo two", 5),
    "an_arrow_keeps_it_and_moves": ("\x12tw\x1b[C", "echo two", 6),
    "control_e_keeps_it_and_moves": ("\x12tw\x05", "echo two", 8),
    "control_g_brings_the_draft_back": ("draft\x12tw\x07", "draft", 5),
    "control_c_brings_the_draft_back": ("draft\x12tw\x03", "draft", 5),
    "up_goes_on_from_there": ("\x12tw\x1b[A", "echo one", 8),
}


@pytest.mark.parametrize("name", FINDS)
def test_the_end_of_a_search(shell, name):
    keys, line, column = FINDS[name]
    shell.send(keys)
    if line is None:
        shell.wait(lambda: shell.rows[-3:] == [PROMPT + "echo two", "two", PROMPT.rstrip()], "the command run")
    else:
        shell.wait_for_line(line, len(PROMPT) + column)


def test_control_r_at_once_repeats_the_last_search(shell):
    shell.send("\x12tw\x07\x12\x12")
    shell.wait_for_line("older 'tw': echo two", 17, prompt="")


def test_a_line_that_does_not_fit_the_disk_spoils_no_other_and_is_said_once(home):
    shell = home.open("sh", "-c", f"ulimit -f 1; exec {BINARY}")
    lines = [f"echo {number} {'x' * 300}" for number in range(6)]
    for number, line in enumerate(lines):
        shell.wait(lambda: shell.last == PROMPT.rstrip() and shell.is_editing, "the prompt")
        shell.send(f"{line}\r")
        shell.wait(lambda: sum(row.startswith(f"{number} x") for row in shell.history) == 1, "its output")
    shell.send("exit\r")
    assert shell.wait_for_end() == 0
    assert shell.output.count(b"not remembered") == 1
    shell = home.start()
    shell.answers("last")
    kept = (home.path / "state" / "imgsh" / "history").read_text().splitlines()
    assert kept[-1] == "echo last"
    assert set(kept[:-1]) <= {*lines, "exit"}
