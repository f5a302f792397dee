"""However it ends, stops or goes on, the terminal is whole."""

import os
import signal

import pytest

from terminal import COOKED, PROMPT

BASH = ["bash", "--norc", "--noprofile", "-i"]


@pytest.mark.parametrize("number, status", [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_smoke_a_signal_while_editing(shell, number, status):
    shell.send("half a li日ne")
    shell.wait_for_line("half a li日ne", len(PROMPT) + 13)
    assert shell.local_modes != COOKED
    shell.signal(number)
    assert shell.wait_for_end() == status
    assert shell.local_modes == COOKED
    assert shell.rows == [PROMPT + "half a li日ne"] and shell.cursor == (1, 0)
    assert shell.output.count(b"\x1b[?2004h") == shell.output.count(b"\x1b[?2004l")


@pytest.mark.parametrize("keys", ["\x12half", "\x16", "image show image-\t"], ids=["search", "literal", "pager"])
def test_a_signal_in_the_middle_of_a_command_of_the_editor(home, many_images, keys):
    home.take_images(many_images)
    shell = home.start(rows=8)
    shell.send("echo half\r")
    shell.wait_for_row("half")
    shell.send(keys)
    while shell.read(0.1):
        pass
    shell.signal(signal.SIGTERM)
    assert shell.wait_for_end() == 143
    assert shell.local_modes == COOKED


def test_the_hang_up_behind_the_signal_that_ends_a_login_session_is_no_second_one(home):
    script = "trap '' TERM HUP INT; echo > started; until test -e go; do sleep 0.1; done"
    program = home.open(os.environ["IMGSH_TERMINAL_BINARY"], "-c", f'echo | sh -c "{script}"')
    program.wait((home.path / "started").exists, "the program")
    program.signal(signal.SIGTERM)
    program.signal(signal.SIGHUP)
    while program.read(0.2):
        pass
    home.write("go", "")
    # A second signal ends it at once, with the status of that one.
    assert program.wait_for_end() == 143


def test_a_crash_gives_the_terminal_back(home):
    # Swift's own report of a crash expects the fault to happen again, which a signal from outside does not.
    shell = home.start(SWIFT_BACKTRACE="enable=no")
    assert shell.local_modes != COOKED
    shell.signal(signal.SIGSEGV)
    assert shell.wait_for_end() == -signal.SIGSEGV
    assert shell.local_modes == COOKED


def test_the_end_of_the_terminal_ends_the_shell(shell):
    assert shell.hang_up() == 129


def start_in_bash(home):
    bash = home.open(*BASH, PS1="bash$ ")
    bash.wait_for(["bash$ "])
    bash.send(f"{os.environ['IMGSH_TERMINAL_BINARY']}\r")
    bash.wait(lambda: bash.last == PROMPT.rstrip(), "the prompt")
    return bash


def test_started_in_the_background_it_waits_for_the_foreground(home):
    bash = home.open(*BASH, PS1="bash$ ")
    bash.wait_for(["bash$ "])
    bash.send(f"{os.environ['IMGSH_TERMINAL_BINARY']} &\r")
    bash.wait(lambda: bash.last == "bash$" and len(bash.rows) > 1, "bash again")
    bash.wait(lambda: bash.send("jobs\r") or any(row.startswith("[1]+  Stopped") for row in bash.history),
              "that it waits", pause=0.2)
    bash.send("fg\r")
    bash.wait(lambda: bash.last == PROMPT.rstrip() and bash.is_editing, "the prompt")
    bash.answers()
    bash.send("exit\r")
    bash.wait(lambda: bash.last == "bash$", "bash at the end")


def test_suspending_gives_the_terminal_to_the_shell_and_takes_it_back(home):
    bash = start_in_bash(home)
    bash.send("echo hal日f\x1b[D")
    bash.wait_for_line("echo hal日f", len(PROMPT) + 10)
    bash.send("\x1a")
    bash.wait(lambda: bash.last == "bash$" and any("Stopped" in row for row in bash.rows), "bash again")
    bash.send("stty -a | tr ' ;' '\\n\\n' | grep -c -x -e isig -e icanon -e echo\r")
    bash.wait_for_row("3")
    bash.send("fg\r")
    bash.wait_for_line("echo hal日f", len(PROMPT) + 10)
    bash.send("\x05X\r")
    bash.wait_for_row("hal日fX")
    bash.answers()
    bash.send("exit\r")
    bash.wait(lambda: bash.last == "bash$", "bash at the end")


def test_smoke_continued_in_the_background_it_leaves_the_terminal_alone(home):
    bash = start_in_bash(home)
    bash.send("echo half")
    bash.wait_for_line("echo half")
    bash.send("\x1a")
    bash.wait(lambda: bash.last == "bash$" and any("Stopped" in row for row in bash.rows), "bash again")
    bash.send("bg\r")
    bash.wait(lambda: bash.last == "bash$" and any(row.endswith("imgsh &") for row in bash.rows), "bash again")
    bash.send("echo in bash\r")
    bash.wait_for_row("in bash")
    bash.send("fg\r")
    bash.wait_for_line("echo half")
    bash.send("way\r")
    bash.wait_for_row("halfway")
    bash.answers()


def test_ended_in_the_background_it_leaves_the_terminal_alone(home):
    bash = start_in_bash(home)
    bash.send("\x1a")
    bash.wait(lambda: bash.last == "bash$" and any("Stopped" in row for row in bash.rows), "bash again")
    # bash may take it for stopped still, and would not wait.
    bash.send("p=$(jobs -p); kill %1; while [ \"$(jobs -s)\" ]; do :; done; wait $p; echo ended with $?\r")
    bash.wait_for_row("ended with 143")
    assert sum(PROMPT.rstrip() in row for row in bash.history) == 1


def test_a_stop_from_outside_is_noticed_when_it_is_over(home):
    bash = start_in_bash(home)
    bash.send("echo half")
    bash.wait_for_line("echo half")
    shell = int(open(f"/proc/{bash.child.pid}/task/{bash.child.pid}/children").read().split()[0])
    os.kill(shell, signal.SIGSTOP)
    bash.wait(lambda: bash.last == "bash$", "bash again")
    bash.send("fg\r")
    bash.wait_for_line("echo half")
    bash.send("way\r")
    bash.wait_for_row("halfway")


def test_a_start_in_the_background_is_no_start_of_an_editor(home):
    bash = home.open(*BASH, PS1="bash$ ")
    bash.wait_for(["bash$ "])
    bash.send(f"{os.environ['IMGSH_TERMINAL_BINARY']} &\r")
    bash.wait(lambda: any("bash$" in row for row in bash.rows[1:]), "bash again")
    bash.send("echo modes; stty -a | tr ' ;' '\\n\\n' | grep -c -x -e isig -e icanon -e echo\r")
    bash.wait_for_row("3")
