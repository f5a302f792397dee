"""The lines that run before the first prompt."""

import subprocess

import pytest

from conftest import BINARY
from terminal import PROMPT

WIDE = 200


@pytest.fixture
def start_file(home):
    """Writes the start file, and gives its path."""
    directory = home.path / "config" / "imgsh"
    directory.mkdir(parents=True)

    def write(text):
        (directory / "imgshrc").write_text(text)
        return str(directory / "imgshrc")

    return write


def begin(home, *words, prompt=PROMPT, **changes):
    terminal = home.open(BINARY, *words, columns=WIDE, **changes)
    terminal.wait(lambda: terminal.rows[-1:] == [prompt.rstrip()], f"the prompt {prompt!r}")
    return terminal


def test_smoke_its_lines_run_before_the_first_prompt(home, start_file):
    start_file("# of mine\necho hello\nalias hi='echo \\\nhi there'\n")
    shell = begin(home)
    assert shell.rows == ["hello", PROMPT.rstrip()]
    shell.send("hi\r")
    shell.wait_for_row("hi there")


def test_without_one_nothing_is_said(home):
    assert begin(home).rows == [PROMPT.rstrip()]


def test_a_bad_line_is_reported_with_its_place_and_the_rest_goes_on(home, start_file):
    path = start_file("echo one\n  nonsense x\necho 'open\necho two; image show nope; echo never\necho three\n")
    shell = begin(home)
    assert [row for row in shell.rows if path in row or row in ("one", "two", "three", "never")] == [
        "one", f"{path}:2:3: no command 'nonsense'", f"{path}:3:6: the quote ' is never closed", "two",
        f"{path}:4:22: no image 'nope' on local", "three"]
    # The status of a line nobody typed is not shown.
    assert shell.last == PROMPT.rstrip()


def test_one_that_cannot_be_read_is_reported(home, start_file):
    path = start_file("")
    (home.path / "config" / "imgsh" / "imgshrc").unlink()
    (home.path / "config" / "imgsh" / "imgshrc").mkdir()
    assert f"'{path}' is a directory" in begin(home).rows[0]


def test_it_may_be_left_out_or_be_another_one(home, start_file):
    start_file("echo standard\n")
    home.write("other", "echo other\n")
    assert begin(home, "--norc").rows == [PROMPT.rstrip()]
    assert begin(home, "--rcfile", "other").rows == ["other", PROMPT.rstrip()]
    assert "nope" in begin(home, "--rcfile=nope").rows[0]


@pytest.mark.parametrize("words, variables, current", [
    ([], {}, "local:chosen"), (["--backend", "local:option"], {}, "local:option"),
    ([], {"IMGSH_BACKEND": "local:variable"}, "local:variable"),
    ([], {"OS_CLOUD": "prod"}, "local:chosen"), (["--norc"], {"OS_CLOUD": "prod"}, "glance@prod"),
])
def test_it_chooses_the_backend_where_nothing_else_does(home, start_file, words, variables, current):
    start_file("use local:chosen\n")
    begin(home, *words, prompt=f"imgsh {current}> ", **variables)


def test_a_line_of_it_can_end_the_shell(home, start_file):
    start_file("echo bye\nexit 7\necho never\n")
    shell = home.open()
    assert shell.wait_for_end() == 7
    assert shell.rows == ["bye"]


def test_control_c_gives_up_the_rest_of_it(home, start_file):
    start_file("!echo begun; exec sleep 100\necho never\n")
    shell = home.open()
    shell.wait_for_row("begun")
    shell.send("\x03")
    shell.wait(lambda: shell.last == PROMPT.rstrip(), "the prompt")
    shell.answers()


@pytest.mark.parametrize("words", [["-c", "echo x"], ["echo", "x"], ["-f", "script"], []])
def test_scripts_and_commands_do_not_read_it(home, start_file, words):
    start_file("echo from-the-file\n")
    home.write("script", "echo x\n")
    done = subprocess.run([BINARY, *words], input="echo x\n", text=True, env=home.env, cwd=home.path,
                          capture_output=True, timeout=60)
    assert (done.stdout, done.stderr, done.returncode) == ("x\n", "", 0)
