"""Blocks, variables and files at the prompt: what it waits for, what Tab offers, how it is coloured."""

import pytest

from terminal import PROMPT


def colors(shell):
    """The coloured parts of the line behind the prompt."""
    parts = shell.colored(len(shell.rows) - 1)
    return [(color, text) for color, text in parts if text.strip() not in ("local", "imgsh")]


def test_smoke_a_block_goes_on_until_its_end(shell):
    shell.send("foreach x in a b\r")
    shell.wait(lambda: shell.last.startswith("foreach…>"), "the prompt of the block")
    shell.send("if echo $x\r")
    shell.wait(lambda: shell.last.startswith("if…>"), "the prompt of the inner block")
    shell.send("echo yes\rend\r")
    shell.wait(lambda: shell.last.startswith("foreach…>"), "the outer block again")
    shell.send("end\r")
    shell.wait_for_line("")
    assert [row for row in shell.rows if "…>" not in row and PROMPT.strip() not in row] == ["a", "yes", "b", "yes"]


@pytest.mark.parametrize("line, mark", [("echo a &&", "&&"), ("echo a |", "|"), ("echo $(echo a", "$("), ("echo <<E", "<<E"),
                                        ("function f", "function"), ("parallel 2", "parallel")])
def test_an_open_line_says_what_it_waits_for_and_control_c_drops_it(shell, line, mark):
    shell.send(line + "\r")
    shell.wait(lambda: shell.last.startswith(mark + "…>"), "what it waits for")
    shell.send("\x03")
    shell.wait_for_line("")
    shell.answers()


def test_a_here_document_is_typed_line_by_line(shell):
    shell.send("let x = <<END\rone\rtwo $(echo in)\rEND\r")
    shell.wait_for_line("")
    shell.send("echo \"$x.\"\r")
    shell.wait(lambda: shell.rows[-4:-1] == ["one", "two in", "."], "the lines")


def test_output_goes_through_a_program_that_has_the_terminal(home):
    home.write("pager", "#!/bin/sh\nread line\necho ready\nread key </dev/tty\necho \"$line and $key\"\n")
    shell = home.start()
    shell.send("!chmod +x pager\r")
    shell.wait_for_line("")
    shell.send("echo text | ./pager\r")
    # What is typed before that may still be the editor's.
    shell.wait_for_row("ready")
    shell.send("typed\r")
    shell.wait_for_row("text and typed")
    shell.wait_for_line("")


def test_control_c_ends_a_program_that_reads_and_the_loop_it_is_in(shell):
    shell.send("foreach x in a b c; echo $x; echo $x | sleep 100; end\r")
    shell.wait_for_row("a")
    shell.send("\x03")
    shell.wait(lambda: shell.last.startswith("imgsh local 130>") and shell.is_editing, "the prompt with the status")
    assert "b" not in shell.rows
    shell.answers()


def test_control_c_ends_a_script_that_never_ends(shell):
    shell.send("function f; echo started; foreach i in a b c d e f g h; watch --count 100 --interval 1 echo x > /dev/null; end; end; f\r")
    shell.wait_for_row("started")
    shell.send("\x03")
    shell.wait(lambda: "130" in shell.last and shell.is_editing, "the prompt with the status")
    shell.answers()


def test_tab_knows_variables_functions_keywords_and_files(home):
    home.write("some-file", "")
    shell = home.start()
    shell.send("let location = here; function greeting; echo hello $1; end\r")
    shell.wait_for_line("")
    shell.send("echo $loc\t")
    shell.wait_for_line("echo $location ")
    shell.send("\x15gree\t")
    shell.wait_for_line("greeting ")
    shell.send("\x15fore\t")
    shell.wait_for_line("foreach ")
    shell.send("\x15echo a > some\t")
    shell.wait_for_line("echo a > some-file ")
    shell.send("\x15if image li\t")
    shell.wait_for_line("if image list ")
    shell.send("\x15echo $(image li\t")
    shell.wait_for_line("echo $(image list ")


def test_a_line_of_the_language_is_coloured(shell):
    shell.send("if nope $x | grep $(image list) && lst > f")
    shell.wait(lambda: any(text == "nope" for color, text in colors(shell) if color == "red"), "the unknown command")
    found = colors(shell)
    assert ("green", "if") in found
    assert ("bold", "|") in found and ("bold", ">") in found and ("bold", "&&") in found
    assert ("green", "image") in found


def test_what_is_typed_is_recorded_as_a_script(home):
    shell = home.start()
    shell.send("record session.imgsh\r")
    shell.wait_for_line("")
    shell.send("let x = 1\rif echo $x\recho yes\rend\r show nope\r")
    shell.wait(lambda: shell.last.startswith("imgsh local 3>"), "the failure")
    shell.send("record --stop\recho not-recorded\r")
    shell.wait(lambda: "not-recorded" in shell.rows, "the end")
    lines = (home.path / "session.imgsh").read_text().splitlines()
    assert lines[0].startswith("# Recorded by imgsh on ")
    assert lines[1:] == ["let x = 1", "if echo $x", "echo yes", "end", "# Ended with status 3:", "# show nope"]


def test_a_dry_run_is_switched_on_at_the_prompt(shell):
    shell.send("create here\r")
    shell.wait_for_line("")
    shell.send("config dry-run on\rdelete here\r")
    shell.wait(lambda: any(row.startswith("would delete images: delete here") for row in shell.rows), "what would be done")
    shell.send("config dry-run off\rshow here -f value -c name\r")
    shell.wait(lambda: shell.rows[-2:-1] == ["here"], "the image")
