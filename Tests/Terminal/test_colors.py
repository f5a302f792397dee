"""Colours of the line while it is typed."""

import pytest

from terminal import PROMPT

LEFT, HOME = "\x1b[D", "\x1b[H"
PREFIX = [("cyan", "local")]

LINES = {
    "a_command": ("image list", [("green", "image"), ("green", "list")]),
    "without_its_noun": ("list", [("green", "list")]),
    "the_beginning_of_one": ("imag", []),
    "an_unknown_one": ("imagx", [("red", "imagx")]),
    "an_unknown_verb": ("image lixt x", [("red", "lixt")]),
    "options": ("list --long", [("green", "list"), ("cyan", "--long")]),
    "an_unknown_option": ("list --lang", [("green", "list"), ("red", "--lang")]),
    "the_beginning_of_an_option": ("list --lo", [("green", "list"), ("cyan", "--lo")]),
    "strings": ("echo 'a b' \"c", [("green", "echo"), ("brown", "'a b'"), ("brown", '"c')]),
    "a_comment": ("list # all", [("green", "list"), ("bold", "")]),
    "an_address": ("@local list", [("cyan", "@local"), ("green", "list")]),
    "several": ("list; xyzzy", [("green", "list"), ("bold", ";"), ("red", "xyzzy")]),
    "wide": ("echo '日本' x", [("green", "echo"), ("brown", "'日本'")]),
}


@pytest.mark.parametrize("burst", [False, True], ids=["slowly", "burst"])
@pytest.mark.parametrize("name", LINES)
def test_parts_of_a_line(shell, name, burst):
    text, colors = LINES[name]
    shell.send(text) if burst else shell.send_slowly(text)
    shell.wait_for_line(text, len(PROMPT) + sum(2 if c in "日本" else 1 for c in text))
    wanted = PREFIX + [(color, part) for color, part in colors if part]

    def seen():
        parts = shell.colored(0)
        return [part for part in parts if part[0] != "brightblack" and part[1].strip()]

    shell.wait(lambda: seen() == wanted, f"the colours {wanted}, not {seen()}")


EDITS = {
    "an_insertion": ("list --lng" + LEFT * 2 + "o", "list --long"),
    "moving": ("list --long" + HOME + "\x1bf" + "\x05", "list --long"),
    "a_deletion": ("list --lxong" + LEFT * 4 + "\x1b[3~", "list --long"),
    "backspace": ("list --longg\x7f", "list --long"),
    "a_swap": ("list --logn\x14", "list --long"),
    "yank": ("list --long\x17\x19", "list --long"),
}


@pytest.mark.parametrize("burst", [False, True], ids=["slowly", "burst"])
@pytest.mark.parametrize("name", EDITS)
def test_colours_after_an_edit(shell, name, burst):
    keys, line = EDITS[name]
    if burst:
        shell.send(keys)
    else:
        for part in keys.replace("\x1b", "\0\x1b").split("\0"):
            shell.send(part)
            while shell.read(0.03):
                pass
    shell.wait(lambda: shell.rows == [PROMPT + line], f"the line {line!r}")
    wanted = PREFIX + [("green", "list"), ("cyan", "--long")]
    shell.wait(lambda: shell.colored(0)[:3] == wanted, f"the colours {wanted}")


def test_colours_on_wrapped_rows(home):
    shell = home.start(rows=8, columns=30)
    shell.send("image list --long '日本日本日' --lang\x01")
    shell.wait_for([PROMPT + "image list --long", " '日本日本日' --lang"], (0, len(PROMPT)))
    shell.wait(lambda: shell.colored(1) == [("brown", "'日本日本日'"), ("red", "--lang")], "the second row")
    shell.send("x")
    shell.wait_for([PROMPT + "ximage list --lon", "g '日本日本日' --lang"], (0, len(PROMPT) + 1))
    shell.wait(lambda: shell.colored(0)[1:2] == [("red", "ximage")], "the first row")


def test_only_what_changes_is_written(shell):
    shell.send_slowly("list --long ")
    shell.wait_for_line("list --long ")
    before = len(shell.output)
    shell.send_slowly("abc")
    shell.wait_for_line("list --long abc")
    assert shell.output[before:] == b"abc"


def test_they_can_be_turned_off(shell):
    shell.send("config highlighting off\rxyzzy")
    shell.wait_for_line("xyzzy")
    assert shell.colored(1) == PREFIX
