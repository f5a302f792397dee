"""Lines in another editor: 'edit', and Ctrl-X Ctrl-E."""

import pytest

from terminal import PROMPT


@pytest.fixture
def editor(home):
    """Makes an editor of a script that gets the file as $1."""
    def make(script):
        path = home.path / "my editor"
        path.write_text("#!/bin/sh\nstat -c %a \"$1\" > mode\n" + script + "\n")
        path.chmod(0o755)
        return home.start(VISUAL=f"'{path}'")
    return make


def test_smoke_edit_runs_what_was_made_of_the_last_line(editor, home):
    shell = editor("sed -i s/one/two/ \"$1\"")
    shell.send("echo one\r")
    shell.wait(lambda: shell.rows[1:] == ["one", PROMPT.rstrip()] and shell.is_editing, "the next prompt")
    shell.send("edit\r")
    shell.wait(lambda: shell.rows[2:] == [PROMPT + "edit", "echo two", "two", PROMPT.rstrip()], "the new line")
    assert (home.path / "mode").read_text() == "600\n"
    shell.send("\x1b[A")
    shell.wait_for_line("echo two")
    assert not list(home.path.glob("imgsh-*"))


def test_edit_takes_a_number_and_several_rows(editor):
    shell = editor("echo echo two >> \"$1\"")
    shell.send("echo one\recho x\redit 1\r")
    shell.wait(lambda: shell.rows[-5:] == ["echo one", "echo two", "one", "two", PROMPT.rstrip()], "all of it")
    shell.send("\x1b[A")
    shell.wait_for([*shell.rows[:-1], PROMPT + "echo one", "echo two"])


def test_an_empty_file_runs_nothing(editor):
    shell = editor("echo > \"$1\"")
    shell.send("echo one\redit\r")
    shell.wait(lambda: shell.rows[-2:] == ["nothing was saved, so nothing is run", PROMPT.rstrip()], "the notice")


def test_smoke_an_editor_that_is_left_without_saving_runs_nothing(editor):
    shell = editor("cat \"$1\" > /dev/null")
    shell.send("echo one\redit\r")
    shell.wait(lambda: shell.rows[-2:] == ["nothing was saved, so nothing is run", PROMPT.rstrip()], "the notice")
    assert shell.rows.count("one") == 1


def test_what_is_saved_as_it_was_runs_again(editor):
    shell = editor("cp \"$1\" copy; cat copy > \"$1\"")
    shell.send("echo one\redit\r")
    shell.wait(lambda: shell.rows[-3:] == ["echo one", "one", PROMPT.rstrip()], "the line again")


def test_an_editor_that_fails_runs_nothing_and_is_said(editor):
    shell = editor("exit 3")
    shell.send("echo one\redit\r")
    shell.wait(lambda: any("ended with status 3; nothing is run" in row for row in shell.rows), "the failure")
    shell.wait(lambda: shell.last == "imgsh local 1>", "the status")


def test_there_is_no_line_with_that_number(editor):
    shell = editor("true")
    shell.send("edit 99\r")
    shell.wait(lambda: any("no line has the number 99" in row for row in shell.rows), "the error")


@pytest.mark.parametrize("mode, keys", [("emacs", "\x18\x05"), ("vi", "\x18\x05"), ("vi", "\x1bv")])
def test_the_line_being_typed(editor, home, mode, keys):
    home.write(".editrc", f"bind -{mode[0]}\n")
    shell = editor("sed -i s/one/two/ \"$1\"")
    shell.send("echo one" )
    shell.wait_for_line("echo one")
    for key in keys:
        shell.send(key)
        while shell.read(0.05):
            pass
    # In vi's command mode the cursor stands on the last character.
    shell.wait_for_line("echo two", len(PROMPT) + (7 if "v" in keys else 8))


def test_leaving_without_saving_leaves_the_line(editor, home):
    shell = editor("echo > started")
    shell.send("echo one\x18\x05")
    shell.wait((home.path / "started").exists, "the editor")
    shell.wait_for_line("echo one")


def test_a_failure_leaves_the_line_and_is_said(editor):
    shell = editor("echo gone > \"$1\"; exit 3")
    shell.send("echo one\x18\x05")
    shell.wait(lambda: any("ended with status 3" in row for row in shell.rows), "the failure")
    shell.wait_for_line("echo one")
