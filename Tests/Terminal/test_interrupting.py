"""Ctrl-C, Ctrl-D, Ctrl-\\, and commands that are not finished."""

import os
import select
import signal
import subprocess
import time

import pytest

from conftest import BINARY
from terminal import COOKED, PATIENCE, PROMPT, take_signals


def test_smoke_control_c_drops_half_a_line(shell):
    shell.send("image li\x03")
    shell.wait_for([PROMPT + "image li^C", PROMPT], (1, len(PROMPT)))
    shell.answers()


def test_control_c_in_an_empty_line_gives_a_new_prompt(shell):
    shell.send("\x03\x03\x03\x03")
    shell.wait_for([PROMPT + "^C"] * 4 + [PROMPT], (4, len(PROMPT)))
    shell.answers()


def test_control_c_from_inside_a_wrapped_line_leaves_all_of_it(home):
    shell = home.start(columns=30)
    shell.send("x" * 40 + "\x01\x03")
    shell.wait_for([PROMPT + "x" * 17, "x" * 23 + "^C", PROMPT], (2, len(PROMPT)))


@pytest.mark.parametrize("quote", ["'", '"'])
def test_an_open_quote_asks_for_the_rest(shell, quote):
    shell.send(f"echo {quote}a\r")
    shell.wait_for([f"{PROMPT}echo {quote}a", f"{quote}…>"], (1, 4))
    shell.send(f"b{quote}\r")
    shell.wait(lambda: shell.last == PROMPT.rstrip() and len(shell.rows) > 3, "the answer")


def test_a_backslash_at_the_end_asks_for_the_rest(shell):
    shell.send("echo a\\\rb\r")
    shell.wait(lambda: shell.rows[-2:] == ["ab", PROMPT.rstrip()], "the answer")


def test_control_c_gives_up_the_whole_command(shell):
    shell.send("echo 'a\rb\x03")
    shell.wait_for([PROMPT + "echo 'a", "'…> b^C", PROMPT], (2, len(PROMPT)))
    shell.answers()


def test_a_quit_leaves_the_line_alone(shell):
    shell.send("echo alive")
    shell.wait_for_line("echo alive")
    shell.signal(signal.SIGQUIT)
    shell.send("\x1c still\r")
    shell.wait_for_row("alive still")


def test_a_quit_ends_what_runs_and_not_the_shell(shell):
    shell.send("image create empty > /dev/null\r")
    shell.wait_for_line("")
    shell.send("image wait empty\r")
    shell.wait(lambda: shell.last.startswith("waiting for"), "the wait")
    shell.send("\x1c")
    shell.wait(lambda: shell.last == "imgsh local 130>" and shell.is_editing, "the prompt with the status")
    shell.answers()
    shell.send("exit\r")
    assert shell.wait_for_end() == 0
    assert shell.local_modes == COOKED


def test_control_z_leaves_the_line_alone_where_no_shell_could_go_on_with_us(shell):
    shell.send("echo on")
    shell.wait_for_line("echo on")
    shell.send("\x1ae\r")
    shell.wait_for([PROMPT + "echo one", "one", PROMPT])


def test_control_d_gives_up_a_command_but_not_the_shell(shell):
    shell.send("echo 'a\r")
    shell.wait(lambda: shell.last == "'…>", "the second prompt")
    shell.send("\x04")
    shell.wait(lambda: shell.last == PROMPT.rstrip(), "the first prompt")
    shell.answers()


def test_smoke_control_d_in_an_empty_line_leaves(shell):
    shell.send("\x04")
    assert shell.wait_for_end() == 0
    assert shell.cursor == (1, 0)
    assert shell.local_modes == COOKED


def test_control_d_in_a_line_does_not_leave(shell):
    shell.send("ab\x04c")
    shell.wait_for_line("abc")


def test_a_quoted_word_that_is_no_command_is_only_an_error(shell):
    shell.send("'no such' 'a thing'\r")
    shell.wait(lambda: shell.last == "imgsh local 2>", "the prompt")
    shell.answers()


def test_exit_leaves_with_the_terminal_as_it_was(shell):
    shell.send("exit 3\r")
    assert shell.wait_for_end() == 3
    assert shell.local_modes == COOKED
    assert shell.output.count(b"\x1b[?2004h") == shell.output.count(b"\x1b[?2004l")


def test_control_c_gives_up_a_named_pipe_that_nobody_reads(home):
    home.write("big", "x" * (1 << 20))
    subprocess.run([BINARY, "image", "create", "big", "--file", "big", "--disk-format", "raw", "-q"], env=home.env,
                   cwd=home.path, check=True, capture_output=True)
    os.mkfifo(home.path / "pipe")
    reader = os.open(home.path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        shell = home.start()
        shell.send("image save big > pipe\r")
        shell.wait(lambda: select.select([reader], [], [], 0)[0], "the first bytes")
        shell.send("\x03")
        shell.wait(lambda: shell.last == "imgsh local 130>" and shell.is_editing, "the prompt with the status")
    finally:
        os.close(reader)


def test_an_interrupt_ends_a_transfer_whose_progress_nobody_reads(home):
    (home.path / "big.raw").write_bytes(bytes(range(256)) * 30000)
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    with pytest.raises(BlockingIOError):
        while True:
            os.write(writer, bytes(4096))
    os.set_blocking(writer, True)
    words = ["image", "create", "big", "--file", "big.raw", "--disk-format", "raw", "--limit-rate", "500K"]
    program = subprocess.Popen([BINARY, *words], env=home.env, cwd=home.path, stdout=subprocess.DEVNULL, stderr=writer,
                               preexec_fn=take_signals)
    try:
        # Until there would be a line about it.
        time.sleep(4)
        program.send_signal(signal.SIGINT)
        assert program.wait(PATIENCE) == 130
    finally:
        program.kill()
        os.close(reader)
        os.close(writer)
