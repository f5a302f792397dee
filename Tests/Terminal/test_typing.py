"""What is typed, and where it stands."""

import pytest

from terminal import PROMPT

LEFT, RIGHT, HOME, END, DELETE = "\x1b[D", "\x1b[C", "\x1b[H", "\x1b[F", "\x1b[3~"
BACKSPACE = "\x7f"
#: A row of 20 cells: the prompt takes 13.
NARROW = dict(rows=8, columns=30)


def test_smoke_the_prompt_waits_behind_nothing_else(shell):
    assert shell.rows == [PROMPT.rstrip()]
    assert shell.cursor == (0, len(PROMPT))


# Keys, then the line, then the cursor's column behind the prompt.
EDITS = {
    "letters": ([*"abc"], "abc", 3),
    "narrow_wide_and_emoji": ([*"é日🎉x"], "é日🎉x", 6),
    "insert_in_the_middle": ([*"ac", LEFT, "b"], "abc", 2),
    "insert_before_wide": ([*"日本", LEFT, LEFT, "x"], "x日本", 1),
    "home_and_end": ([*"bc", HOME, "a", END, "d"], "abcd", 4),
    "control_a_and_e": ([*"bc", "\x01", "a", "\x05", "d"], "abcd", 4),
    "backspace": ([*"abé日", BACKSPACE, BACKSPACE], "ab", 2),
    "backspace_in_the_middle": ([*"a日b", LEFT, BACKSPACE], "ab", 1),
    "delete": ([*"ab日", HOME, DELETE, RIGHT, DELETE], "b", 1),
    "delete_by_control_d": ([*"ab", HOME, "\x04"], "b", 0),
    "kill_and_yank": ([*"one two", "\x01", "\x0b", *"x ", "\x19"], "x one two", 9),
    "kill_line": ([*"one two", "\x15", "x"], "x", 1),
    "delete_word": ([*"one two", "\x17", "x"], "one x", 5),
    "words_by_meta": ([*"one two", "\x1bb", "x", "\x1bf", "y"], "one xtwoy", 9),
    "words_by_control_arrows": ([*"one two", "\x1b[1;5D", "x", "\x1b[1;5C", "y"], "one xtwoy", 9),
    "transpose": ([*"ab", "\x14"], "ba", 2),
    "literal_control": (["a", "\x16", "\x01", "b"], "a^Ab", 4),
    "unknown_keys_do_nothing": (["a", "\x1b[15~", "\x1b[2~", "\x1b[1;9P", "\x1bOP", "b"], "ab", 2),
    "combining_mark_joins": ([*"cafe", "\u0301", "s"], "cafés", 5),
    "mark_that_cannot_join_is_kept_unseen": ([*"x", "\u0301", "y", LEFT, LEFT, "a"], "axy", 1),
    "family_is_shown_as_its_parts": (["👨", "\u200d", "👩", "x"], "👨👩x", 5),
    "backspace_takes_a_whole_character": ([*"ax", "\u0301", BACKSPACE], "a", 1),
    "invalid_bytes_are_dropped": (["a", b"\xff\xc3", "b"], "ab", 2),
}


@pytest.mark.parametrize("burst", [False, True], ids=["slowly", "burst"])
@pytest.mark.parametrize("name", EDITS)
def test_editing(home, name, burst):
    keys, line, column = EDITS[name]
    shell = home.start()
    keys = [key if isinstance(key, bytes) else key.encode() for key in keys]
    if burst:
        shell.send(b"".join(keys))
    else:
        shell.send_slowly(keys)
    shell.wait_for_line(line, len(PROMPT) + column)


# What is typed in 30 columns, of which the prompt takes 13; the rows, and where the cursor stands.
WRAPS = {
    "one_cell_left": ("x" * 16, ["x" * 16], (0, 29)),
    "row_exactly_full": ("x" * 17, ["x" * 17], (1, 0)),
    "one_more": ("x" * 17 + "y", ["x" * 17, "y"], (1, 1)),
    "wide_fills_the_row": ("x" * 15 + "日", ["x" * 15 + "日"], (1, 0)),
    "wide_does_not_fit": ("x" * 16 + "日", ["x" * 16, "日"], (1, 2)),
    "wide_only": ("日" * 9, ["日" * 8, "日"], (1, 2)),
    "two_rows_full": ("x" * 47, ["x" * 17, "x" * 30], (2, 0)),
}


@pytest.mark.parametrize("burst", [False, True], ids=["slowly", "burst"])
@pytest.mark.parametrize("name", WRAPS)
def test_wrapping(home, name, burst):
    text, rows, cursor = WRAPS[name]
    shell = home.start(**NARROW)
    shell.send(text) if burst else shell.send_slowly(text)
    shell.wait_for([PROMPT + rows[0], *rows[1:]], cursor)
    # The whole line is known to be where it is when it can be taken away.
    shell.send("\x01")
    shell.wait_for([PROMPT + rows[0], *rows[1:]], (0, len(PROMPT)))
    shell.send("\x05\x15")
    shell.wait_for([PROMPT], (0, len(PROMPT)))


def test_smoke_a_command_runs_and_the_prompt_comes_back(shell):
    shell.send("echo é日🎉\r")
    shell.wait_for([PROMPT + "echo é日🎉", "é日🎉", PROMPT], (2, len(PROMPT)))


def test_commands_typed_ahead_run_one_after_the_other(shell):
    shell.send("echo one\recho two\recho thr")
    shell.wait_for([PROMPT + "echo one", "one", PROMPT + "echo two", "two", PROMPT + "echo thr"],
                   (4, len(PROMPT) + 8))


def test_a_line_of_thousands_of_characters_arrives_whole(home):
    shell = home.start(rows=50, columns=132)
    text = "".join(chr(ord("a") + i % 26) for i in range(5000))
    shell.send(f"echo {text}\r")
    shell.wait(lambda: text in "".join(shell.history).replace(PROMPT + "echo ", "", 1), "the whole text")


def test_clearing_the_screen_keeps_the_line(shell):
    shell.send("echo one\r")
    shell.wait_for_row("one")
    shell.send("abc\x0c")
    shell.wait_for([PROMPT + "abc"], (0, len(PROMPT) + 3))
