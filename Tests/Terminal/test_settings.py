"""Prompts, keys, layout and pager as the person likes them."""

import pytest

from terminal import PROMPT


def configure(shell, line, prompt=PROMPT):
    shell.send(line + "\r")
    shell.wait(lambda: len(shell.rows) > 1 and shell.last == prompt.rstrip(), f"the prompt {prompt!r}")


def test_smoke_a_prompt_of_ones_own(shell):
    configure(shell, "config prompt '{cyan}{backend}{plain}[ failed with {status}][ {jobs} jobs] $ '", "local $ ")
    shell.send("xyzzy\r")
    shell.wait(lambda: shell.last == "local failed with 2 $", "the status")
    shell.send("echo a日\r")
    shell.wait(lambda: shell.rows[-2:] == ["a日", "local $"] and shell.cursor[1] == 8, "the plain prompt")
    configure(shell, "config prompt ''", PROMPT)


def test_a_prompt_of_two_rows(shell):
    configure(shell, r"config prompt '{backend}\n> '", "> ")
    assert shell.rows[-2] == "local"
    shell.send("x")
    shell.wait_for_line("x", prompt="> ")


@pytest.mark.parametrize("text, error", [
    ("{nope}", "unknown field of a prompt 'nope'"), ("{backend", "the brace '{' is never closed"),
    ("[x", "the bracket '[' is never closed"),
])
def test_what_is_no_prompt(shell, text, error):
    shell.send(f"config prompt '{text}'\r")
    shell.wait(lambda: any(error in row for row in shell.rows), "the error")
    shell.wait(lambda: shell.last == "imgsh local 2>", "the old prompt")


def test_a_right_prompt_gives_way_and_comes_back(home):
    shell = home.start(columns=40)
    configure(shell, "config right-prompt '{green}{backend}!'", PROMPT + " " * 20 + "local!")
    row = len(shell.rows) - 1
    assert shell.cursor == (row, len(PROMPT))
    shell.send_slowly("echo 日x")
    shell.wait(lambda: shell.last == PROMPT + "echo 日x" + " " * 12 + "local!", "both")
    assert shell.cursor == (row, len(PROMPT) + 8)
    shell.send_slowly("12345678")
    shell.wait(lambda: shell.last == PROMPT + "echo 日x12345678" + " " * 4 + "local!", "both, near")
    shell.send_slowly("9")
    shell.wait(lambda: shell.last == PROMPT + "echo 日x123456789" + " " * 3 + "local!", "both, nearer")
    shell.send_slowly("0")
    shell.wait(lambda: shell.last == PROMPT + "echo 日x1234567890", "the line alone")
    shell.send("\x7f\x7f")
    shell.wait(lambda: shell.last == PROMPT + "echo 日x12345678" + " " * 4 + "local!", "both again")
    shell.send("\x15" + "x" * 60)
    shell.wait(lambda: shell.rows[-2:] == [PROMPT + "x" * 27, "x" * 33], "a line of two rows")
    shell.send("\x01\x0becho z\r")
    shell.wait(lambda: shell.rows[-2:-1] == ["z"], "the answer")
    # It is taken away when the line is entered.
    assert shell.rows[-3] == PROMPT + "echo z"


def test_keys_change_at_once(home):
    shell = home.start()
    configure(shell, "config editing vi")
    shell.send("echo abc")
    shell.wait_for_line("echo abc")
    shell.send_slowly("\x1b")
    shell.wait_for_line("echo abc", len(PROMPT) + 7)
    shell.send("x")
    shell.wait_for_line("echo ab", len(PROMPT) + 6)
    shell.send("\x03")
    configure(shell, "config editing emacs")
    shell.send("abc\x01x")
    shell.wait_for_line("xabc", len(PROMPT) + 1)


@pytest.mark.parametrize("mode", ["emacs", "vi"])
def test_searching_and_walking_in_both_modes(home, mode):
    shell = home.start()
    configure(shell, f"config editing {mode}")
    for word in ["one", "two", "three"]:
        shell.send(f"echo {word}\r")
        shell.wait(lambda: shell.rows[-2:] == [word, PROMPT.rstrip()], "the answer")
    shell.send("\x12tw")
    shell.wait_for_line("older 'tw': echo two", 17, prompt="")
    shell.send("\x07echo t\x1b[A\x1b[A")
    shell.wait_for_line("echo two")
    shell.send("\x1b[B\x1b[B")
    shell.wait_for_line("echo t")


@pytest.fixture
def rows(home, many_images):
    home.take_images(many_images)
    return home


def test_a_long_list_goes_through_less(rows):
    shell = rows.open(rows=12, PAGER=None)
    shell.wait_for([PROMPT])
    shell.send("image list\r")
    shell.wait(lambda: len(shell.rows) == 12 and shell.last == ":", "less")
    shell.send("q")
    shell.wait(lambda: shell.last == PROMPT.rstrip(), "the prompt")
    shell.answers()


def test_the_pager_of_the_environment_gets_all_of_it(rows):
    shell = rows.start(rows=12, PAGER="wc -l #")
    shell.send("image list\r")
    shell.wait(lambda: "304" in "".join(shell.rows[-2:-1]), "the number of lines")


def test_without_less_there_is_one_of_our_own(rows):
    shell = rows.start(rows=12, PAGER=None, PATH="/nonexistent")
    shell.send("image list\r")
    shell.wait(lambda: shell.last.endswith("more rows (Space: page, Enter: row, q: quit)"), "the question")
    shell.send(" q")
    shell.wait(lambda: shell.last == PROMPT.rstrip(), "the prompt")
    assert not any("more rows" in row for row in shell.history)
    shell.answers()


def test_a_pager_that_is_not_there_costs_nothing(rows):
    shell = rows.start(rows=12, PAGER="no-such-pager")
    shell.send("image list\r")
    shell.wait(lambda: shell.last == PROMPT.rstrip() and any("image-299" in row for row in shell.history), "all")


def test_the_pager_can_be_turned_off_and_short_output_needs_none(rows):
    shell = rows.start(rows=12, PAGER="sed s/^/paged:/")
    shell.send("echo short\r")
    shell.wait_for_row("short")
    shell.send("config pager off\rimage list\r")
    shell.wait(lambda: shell.last == PROMPT.rstrip() and any("image-299" in row for row in shell.history), "all")
    assert not any("paged:" in row for row in shell.history)


def test_what_is_said_beside_the_output_keeps_its_place(rows):
    shell = rows.start(rows=12, PAGER="sed s/^/paged:/")
    shell.send("image list; image show nowhere\r")
    shell.wait(lambda: any("nowhere" in row and "no image" in row for row in shell.rows), "the error")
    history = shell.history
    assert history.index(next(row for row in history if "image-299" in row)) < len(history) - 3
    assert not any("paged:" in row for row in history)


def test_rows_that_are_too_wide_stand_below_each_other(home):
    home.create_images("one", "two")
    shell = home.start(columns=60)
    shell.send("image list --long\r")
    shell.wait(lambda: sum(row.startswith("Name:") for row in shell.history) == 2, "two images, a field a line")
    shell.send("config layout table\rimage list --long\r")
    shell.wait(lambda: any(row.startswith("+-----") for row in shell.rows), "a table")
    shell.send("config layout vertical\rimage list -c Name -c Status\r")
    shell.wait(lambda: shell.rows[-6:-1] == ["Name:   one", "Status: queued", "", "Name:   two", "Status: queued"],
               "a field a line")
    shell.send("image list -c Name -f value\r")
    shell.wait(lambda: shell.rows[-3:-1] == ["one", "two"], "another format as it is")
