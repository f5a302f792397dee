"""Text that is pasted is text, whatever keys it holds."""

import pytest

from terminal import PROMPT


def test_smoke_one_line_is_inserted_and_not_run(shell):
    shell.paste("echo é日\t'a b'\n")
    shell.wait_for_line("echo é日 'a b'", len(PROMPT) + 14)
    shell.send("\r")
    shell.wait(lambda: shell.rows[1:] == ["é日 a b", PROMPT.rstrip()], "the answer")


def test_a_paste_goes_where_the_cursor_is(shell):
    shell.send("echo ()\x1b[D")
    shell.paste("日\x1b[31m\x03")
    shell.wait_for_line("echo (日[31m)", len(PROMPT) + 12)


def test_several_lines_run_one_by_one_behind_their_prompts(shell):
    shell.paste("echo one\r\necho two\recho thr")
    shell.wait_for([PROMPT + "echo one", "one", PROMPT + "echo two", "two", PROMPT + "echo thr"],
                   (4, len(PROMPT) + 8))
    shell.send("ee\r")
    shell.wait_for_row("three")


def test_the_first_error_stops_and_says_what_was_not_run(shell):
    shell.paste("echo one\nimage show nowhere\necho two\necho three\nrest")
    shell.wait(lambda: any("3 pasted lines were not run" in row for row in shell.rows), "the notice")
    shell.wait(lambda: shell.cursor[1] > 0 and shell.last.startswith("imgsh local"), "the prompt")
    assert shell.rows[:2] == [PROMPT + "echo one", "one"]
    assert not any("two" in row or "rest" in row for row in shell.rows)


def test_a_pasted_command_may_have_several_lines(shell):
    shell.paste("echo 'a\nb'\necho c\n")
    shell.wait(lambda: shell.rows[-3:] == [PROMPT + "echo c", "c", PROMPT.rstrip()], "the end of the paste")
    assert shell.rows[:2] == [PROMPT + "echo 'a", "'…> b'"]


def test_a_pasted_text_of_thousands_of_lines_is_not_read_again_for_each(shell):
    text = "".join(f"line {number} of a text, with some words to make it long\n" for number in range(3000))
    shell.paste(f"let text = <<END\n{text}END\necho done\n")
    shell.wait(lambda: shell.rows[-2:] == ["done", PROMPT.rstrip()], "the end of the paste")


def test_pasted_lines_are_in_the_history(shell):
    shell.paste("echo one\necho two\n")
    shell.wait(lambda: shell.rows[-2:] == ["two", PROMPT.rstrip()], "the answers")
    shell.send("\x1b[A\x1b[A")
    shell.wait_for_line("echo one")


@pytest.mark.parametrize("lines", [50])
def test_a_long_paste_in_one_burst_with_keys_around_it(shell, lines):
    text = "".join(f"echo line-{number}\n" for number in range(lines))
    shell.send("x\x7f" + f"\x1b[200~{text}\x1b[201~" + "echo end\r")
    shell.wait_for_row("end")
    assert [row for row in shell.history if row.startswith("line-")] == [f"line-{n}" for n in range(lines)]


def test_a_terminal_without_the_mode_may_send_lines_as_keys(shell):
    text = "".join(f"echo line-{number}\r" for number in range(50))
    shell.send(text)
    shell.wait_for_row("line-49")
    assert [row for row in shell.history if row.startswith("line-")] == [f"line-{n}" for n in range(50)]


def test_a_paste_ends_a_search(home):
    shell = home.start()
    shell.send("echo one\r")
    # Before the prompt is back, the terminal itself would take Ctrl-R.
    shell.wait_for([PROMPT + "echo one", "one", PROMPT], (2, len(PROMPT)))
    shell.send("\x12on")
    shell.wait_for_line("older 'on': echo one", 17, prompt="")
    shell.paste("X")
    shell.wait_for_line("echo Xone", len(PROMPT) + 6)
