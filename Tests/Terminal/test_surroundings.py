"""Locales, terminals, and the user's own settings."""

import subprocess

import pytest

from conftest import BINARY
from terminal import PROMPT


@pytest.mark.parametrize("locale", [None, "", "C", "POSIX", "xx_YY.UTF-8", "en_US.ISO-8859-1"])
def test_smoke_characters_beyond_ascii_work_in_any_locale(home, locale):
    shell = home.start(LANG=locale)
    shell.send("echo é日🎉\r")
    shell.wait_for([PROMPT + "echo é日🎉", "é日🎉", PROMPT], (2, len(PROMPT)))


@pytest.mark.parametrize("terminal", ["dumb", None, "no-such-terminal"])
def test_a_terminal_that_can_do_nothing_is_still_usable(home, terminal):
    shell = home.start(TERM=terminal)
    shell.send("echo onx\x7fe\r")
    shell.wait(lambda: shell.rows[-2:] == ["one", PROMPT.rstrip()], "the answer")
    shell.send("image li\t")
    shell.wait_for_line("image list ")
    shell.send("\x03")
    shell.wait(lambda: shell.last == PROMPT.rstrip(), "the prompt")
    assert b"\x1b" not in shell.output
    shell.answers()


@pytest.mark.parametrize("terminal", ["dumb", None])
def test_progress_on_a_terminal_that_can_do_nothing_is_plain_lines(home, terminal):
    shell = home.start(TERM=terminal)
    shell.send("image create empty -f value -c name; image wait empty\r")
    shell.wait_for_row("waiting for 'active': 'empty' is 'queued'")
    shell.send("\x03")
    shell.wait(lambda: shell.last == "imgsh local 130>", "the prompt")
    assert b"\x1b" not in shell.output


@pytest.mark.parametrize("terminal", ["dumb", None])
def test_no_pager_runs_on_a_terminal_that_can_do_nothing(home, terminal):
    shell = home.start(TERM=terminal, rows=12, PAGER="sed s/^/paged:/")
    shell.send("help keys\r")
    shell.wait(lambda: shell.last == PROMPT.rstrip() and len(shell.history) > 12, "all of it")
    assert not any("paged:" in row for row in shell.history)


def test_an_argument_that_is_no_utf8_is_refused(home):
    words = [BINARY, "image", "create", "x", "--file", b"caf\xe9.raw"]
    done = subprocess.run(words, env=home.env, cwd=home.path, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    message = b"imgsh: the argument 'caf\\xe9.raw' is not UTF-8; nothing was run\n"
    assert (done.stdout, done.stderr, done.returncode) == (b"", message, 2)


def test_an_unknown_terminal_is_mentioned_once(home):
    shell = home.start(TERM="no-such-terminal")
    shell.answers()
    assert sum("no-such-terminal" in row for row in shell.history) == 1


@pytest.mark.parametrize("terminal", ["vt100", "linux", "screen-256color", "xterm"])
def test_other_terminals_edit_too(home, terminal):
    shell = home.start(TERM=terminal, columns=30)
    shell.send("x" * 40 + "\x01" + "y\x05z")
    shell.wait_for([PROMPT + "y" + "x" * 16, "x" * 24 + "z"], (1, 25))
    shell.send("\x15echo done\r")
    shell.wait_for_row("done")


def test_no_color_means_no_color(home):
    shell = home.start(NO_COLOR="1")
    shell.send("image \t")
    shell.wait_for_output(b"delete")
    assert b"\x1b[0;" not in shell.output and b"\x1b[2m" not in shell.output


def test_vi_keys_by_editrc(home):
    home.write(".editrc", "bind -v\n")
    shell = home.start()
    shell.send("echo one two")
    shell.wait_for_line("echo one two")
    # ESC alone is the command mode, although a key follows soon.
    shell.send_slowly(["\x1b", "b", "d", "w", "i"])
    shell.send("x\x1b[D\x1b[D日\r")
    shell.wait(lambda: shell.rows[-2:] == ["on日ex", PROMPT.rstrip()], "the answer")
    shell.send("\x1b")
    shell.send_slowly(["k", "0", "c", "w"])
    shell.send("echo again")
    shell.wait_for_line("echo again on日ex", len(PROMPT) + 10)
    shell.send("\x03")
    shell.send("image lis\t")
    shell.wait_for_line("image list ")


def test_vi_keys_in_one_burst(home):
    home.write(".editrc", "imgsh:bind -v\nother:bind -e\n")
    shell = home.start()
    shell.send("echo one two\x1bbdwAthree\r")
    shell.wait_for_row("one three")


def test_what_ends_libedit_does_nothing_here(home):
    home.write(".editrc", "bind -v\n")
    shell = home.start(EDITOR="true")
    shell.send_slowly(["echo x", "\x1b", ":", '"', "\r"])
    shell.wait_for_row("x")
    shell.send_slowly(["\x1b", "v", "n", "N", "_", "\x03"])
    shell.answers()


@pytest.mark.parametrize("end", ["\x1b[F", "\x05", "\x1b$a", "\x1b\x05a", "\x1b[F\x1b$i"])
def test_the_end_of_an_empty_line_in_vi_mode(home, end):
    home.write(".editrc", "bind -v\n")
    shell = home.start()
    for word in ["one", "two", "three"]:
        for key in [end, f"echo {word}\r"]:
            shell.send(key)
        shell.wait(lambda: shell.rows[-2:] == [word, PROMPT.rstrip()], "the answer")


def test_operators_reach_the_end_of_the_line_in_vi_mode(home):
    home.write(".editrc", "bind -v\n")
    shell = home.start()
    shell.send("echo one two three")
    shell.send_slowly(["\x1b", "b", "b", "d", "$", "$"])
    shell.wait_for_line("echo one", len(PROMPT) + 8)
    shell.send("Atwo\x1b0\x1b[F")
    shell.wait_for_line("echo one two", len(PROMPT) + 11)


def test_metax_does_nothing_in_emacs_mode(shell):
    shell.send('echo \x1bx"a"\r')
    shell.wait_for_row("a")


def test_broken_lines_of_editrc_are_reported_and_skipped(home):
    home.write(".editrc", "bind 'x\nnonsense here\nbind ^G no-such-command\nbind ^T ed-move-to-beg\n")
    shell = home.start(columns=200)
    path = home.path / ".editrc"
    for number, reason in [(1, "a quote is not closed"), (2, "there is no setting 'nonsense'"),
                           (3, "libedit does not take it")]:
        assert f"{path}:{number}: {reason}; the line is skipped" in shell.rows
    shell.send("bc\x14a")
    shell.wait_for_line("abc", len(PROMPT) + 1)


def test_settings_of_the_user_cannot_take_essential_keys(home):
    home.write(".editrc", "setty -d +isig\nbind ^I ed-insert\nbind -a : ed-command\nbind ^D ed-insert\n")
    shell = home.start()
    shell.send("image lis\t")
    shell.wait_for_line("image list ")
    shell.send("\x03")
    shell.wait(lambda: shell.rows[-2:] == [PROMPT + "image list ^C", PROMPT.rstrip()], "the new line")
    shell.send("\x04")
    assert shell.wait_for_end() == 0


def test_own_commands_can_be_bound_by_name(home):
    home.write(".editrc", 'bind ^G line-history-previous\nbind -s ^T "echo macro\\n"\n')
    shell = home.start()
    shell.send("echo one\r")
    shell.wait_for_row("one")
    shell.send("\x07")
    shell.wait_for_line("echo one")
    shell.send("\x15\x14")
    shell.wait_for_row("macro")


def test_edit_off_reads_plain_lines(home):
    home.write(".editrc", "edit off\n")
    shell = home.start()
    shell.send("echo onx\x7fe\r")
    shell.wait(lambda: shell.rows[-2:] == ["one", PROMPT.rstrip()], "the answer")
    shell.send("half\x03")
    shell.wait(lambda: shell.rows[-2:] == [PROMPT + "half^C", PROMPT.rstrip()], "a new line")
    shell.answers()
    shell.send("\x04")
    assert shell.wait_for_end() == 0


def test_the_line_can_be_edited_elsewhere(home):
    home.write("editor", "#!/bin/sh\ntest \"$1\" = -x && sed -i 's/one/two/' \"$2\"\n")
    (home.path / "editor").chmod(0o755)
    shell = home.start(EDITOR=f"{home.path}/editor -x")
    shell.send("echo one\x18\x05")
    shell.wait_for_line("echo two")
    shell.send("\r")
    shell.wait_for_row("two")
