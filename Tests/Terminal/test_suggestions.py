"""Grey text behind the line: how it may go on."""

import pytest

from terminal import PROMPT
from test_resizing import Tmux

RIGHT, END, LEFT, HOME = "\x1b[C", "\x1b[F", "\x1b[D", "\x1b[H"


def start(home, *lines, **arguments):
    """A shell with these lines in its history."""
    (home.path / "state" / "imgsh").mkdir(parents=True, exist_ok=True)
    (home.path / "state" / "imgsh" / "history").write_text(
        "".join(line.replace("\\", "\\\\").replace("\n", "\\n") + "\n" for line in lines))
    return home.start(**arguments)


def wait_for(shell, line, grey, column=None):
    shell.wait(lambda: shell.grey == grey, f"the suggestion {grey!r}")
    shell.wait_for_line(line, column)


def test_smoke_the_newest_line_with_the_beginning_is_suggested(home):
    shell = start(home, "echo one", "echo two", "image list --long")
    shell.send("echo ")
    wait_for(shell, "echo ", "two")
    shell.send("o")
    wait_for(shell, "echo o", "ne")
    shell.send("x")
    wait_for(shell, "echo ox", "")
    shell.send("\x7f")
    wait_for(shell, "echo o", "ne")
    shell.send("\x15")
    wait_for(shell, "", "")


TAKES = {
    "right": ("echo t" + RIGHT, "echo two words", 14),
    "end": ("echo t" + END, "echo two words", 14),
    "control_e": ("echo t\x05", "echo two words", 14),
    "control_f": ("echo t\x06", "echo two words", 14),
    "a_word": ("echo t\x1bf", "echo two", 8),
    "a_word_by_control_right": ("echo t\x1b[1;5C", "echo two", 8),
    "two_words": ("echo t\x1bf\x1bf", "echo two words", 14),
    "then_more": ("echo t" + RIGHT + "x", "echo two wordsx", 15),
    "not_in_the_middle": ("echo t" + LEFT + RIGHT, "echo t", 6),
    "end_from_the_middle_moves_first": ("echo t" + LEFT + END, "echo t", 6),
    "word_right_in_the_middle_moves": ("echo t" + HOME + "\x1bf", "echo t", 4),
}


@pytest.mark.parametrize("mode", ["emacs", "vi"])
@pytest.mark.parametrize("burst", [False, True], ids=["slowly", "burst"])
@pytest.mark.parametrize("name", TAKES)
def test_taking_a_suggestion(home, name, burst, mode):
    keys, line, column = TAKES[name]
    if mode == "vi" and ("\x1bf" in keys or "\x06" in keys):
        pytest.skip("Escape ends vi's insert mode")
    home.write(".editrc", f"bind -{mode[0]}\n")
    shell = start(home, "echo two words")
    if burst:
        shell.send(keys)
    else:
        shell.send("".join(keys[:6]))
        while shell.read(0.05):
            pass
        shell.send(keys[6:])
    shell.wait_for_line(line, len(PROMPT) + column)


def test_what_was_taken_runs(home):
    shell = start(home, "echo two words")
    shell.send("echo" + RIGHT + "\r")
    shell.wait_for([PROMPT + "echo two words", "two words", PROMPT], (2, len(PROMPT)))


@pytest.mark.parametrize("key, last", [("\r", ""), ("\x03", "^C")])
def test_the_grey_text_does_not_stay_above(home, key, last):
    shell = start(home, "echo one two")
    shell.send("echo one")
    wait_for(shell, "echo one", " two")
    shell.send(key)
    shell.wait(lambda: shell.last == PROMPT.rstrip() and len(shell.rows) > 1, "the next prompt")
    assert shell.screen.display[0].rstrip() == PROMPT + "echo one" + last


@pytest.mark.parametrize("text, grey, cursor", [
    ("x" * 10, "xxxxx…", (0, 23)), ("x" * 15, "", (0, 28)), ("x" * 16, "", (0, 29)), ("x" * 17, "xxxxxx日本xxxx", (1, 0)),
    ("x" * 18, "xxxxx日本xxxx", (1, 1)),
])
def test_at_the_margin_it_ends_with_an_ellipsis(home, text, grey, cursor):
    shell = start(home, "x" * 23 + "日本xxxx", rows=8, columns=30)
    shell.send_slowly(text)
    shell.wait(lambda: shell.grey == grey and shell.cursor == cursor, f"{grey!r} and the cursor at {cursor}")
    shell.send("\x15")
    shell.wait_for([PROMPT], (0, len(PROMPT)))
    assert shell.grey == ""


def test_wide_characters_are_taken_one_by_one(home):
    shell = start(home, "echo 日本語 é🎉", "echo a日")
    shell.send("echo 日")
    wait_for(shell, "echo 日", "本語 é🎉", len(PROMPT) + 7)
    shell.send("本")
    wait_for(shell, "echo 日本", "語 é🎉", len(PROMPT) + 9)
    # A narrow character in the place of half a wide one.
    shell.send("x")
    wait_for(shell, "echo 日本x", "", len(PROMPT) + 10)
    shell.wait(lambda: shell.rows == [PROMPT + "echo 日本x"], "nothing behind it")


def test_a_command_of_several_lines_is_shown_by_its_first_and_taken_whole(home):
    shell = start(home, "echo 'a\nb'")
    shell.send("echo")
    wait_for(shell, "echo", " 'a …")
    shell.send(RIGHT)
    shell.wait_for([PROMPT + "echo 'a", "b'"], (1, 2))
    shell.send("\x15echo 'a\r")
    shell.wait(lambda: shell.last.startswith("'…>") and shell.grey == "b'", "the second line")
    shell.send(RIGHT + "\r")
    shell.wait(lambda: shell.rows[-3:] == ["a", "b", PROMPT.rstrip()], "both lines as one word")


def test_a_notice_goes_above_it(home):
    shell = start(home, "echo one two")
    shell.send("echo one")
    wait_for(shell, "echo one", " two")
    shell.resize(24, 60)
    shell.wait_for_output(b"\x1b[J\x1b8")
    wait_for(shell, "echo one", " two")


def test_what_a_command_wants_is_shown_where_history_has_nothing(shell):
    shell.send("image show")
    wait_for(shell, "image show", " <image> [options]")
    shell.send(" ")
    wait_for(shell, "image show ", "<image> [options]")
    # It cannot be taken.
    shell.send(RIGHT + "x")
    wait_for(shell, "image show x", "")
    shell.send("\x15image create n --disk-format ")
    wait_for(shell, "image create n --disk-format ", "<disk-format>")


@pytest.mark.parametrize("changes", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"TERM": "vt52"}])
def test_terminals_without_colours_show_none(home, changes):
    shell = start(home, "echo one two", **changes)
    shell.send("echo one")
    shell.wait_until_read()
    shell.wait(lambda: shell.last == PROMPT + "echo one", "the line")
    shell.send(RIGHT + "\r")
    shell.wait_for_row("one")
    assert b"two" not in shell.output


def test_they_can_be_turned_off(home):
    shell = start(home, "echo one two")
    shell.send("config suggestions off\r")
    shell.wait(lambda: shell.rows[1:] == [PROMPT.rstrip()], "the prompt")
    shell.send("echo one" + RIGHT + "\r")
    shell.wait(lambda: shell.rows[-2:] == ["one", PROMPT.rstrip()], "the line as it was typed")
    assert b"\x1b[90m" not in shell.output.split(b"suggestions off\r\n")[1]


def test_lines_with_secrets_are_never_suggested(home):
    shell = home.start()
    shell.send("echo password=geheim\r")
    shell.wait(lambda: shell.rows[1:] == ["password=geheim", PROMPT.rstrip()], "the answer")
    shell.send("echo pass")
    shell.wait_for_line("echo pass")
    assert shell.grey == ""


@pytest.fixture
def tmux(home):
    (home.path / "state" / "imgsh").mkdir(parents=True)
    (home.path / "state" / "imgsh" / "history").write_text("echo " + "word " * 12 + "日本\n")
    tmux = Tmux(home, 80, 24)
    yield tmux
    tmux.close()


def test_it_follows_the_width_and_leaves_nothing_behind(tmux):
    tmux.wait_for([PROMPT], (0, len(PROMPT)))
    # tmux moves rows above its window when one of them wraps, so there must be some that are not ours.
    tmux.send("echo a; echo b; echo c\r")
    above = [PROMPT + "echo a; echo b; echo c", "a", "b", "c"]
    tmux.wait_for([*above, PROMPT], (4, len(PROMPT)))
    tmux.send("echo word word")
    line = PROMPT + "echo " + "word " * 12 + "日本"
    cursor = (4, len(PROMPT) + 14)
    tmux.wait_for([*above, line[:78].rstrip() + " …"], cursor)
    tmux.resize(60)
    tmux.wait_for([*above, line[:58] + "…"], cursor)
    tmux.resize(40)
    tmux.wait_for([*above, line[:38] + "…"], cursor)
    tmux.resize(100)
    tmux.wait_for([*above, line], cursor)
    tmux.send("\x03")
    tmux.wait_for([*above, line[:27] + "^C", PROMPT], (5, len(PROMPT)))
