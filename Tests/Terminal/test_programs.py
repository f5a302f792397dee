"""Programs of the system have the terminal while they run, and only then."""

import os
import signal

import pytest

from terminal import COOKED, PROMPT


def prompt_again(shell):
    shell.wait(lambda: shell.last.startswith("imgsh local") and shell.is_editing, "the prompt")


@pytest.mark.parametrize("key, status", [("\x03", 130), ("\x1c", 131)], ids=["interrupt", "quit"])
def test_smoke_a_signal_key_at_once_reaches_what_runs_but_not_the_shell(shell, key, status):
    # As soon as the terminal sends signals, which is before there is a program. Without `exec` it is the system's sh
    # that may miss a signal, while it starts the other program.
    shell.send("!exec sleep 100\r")
    shell.wait(lambda: shell.local_modes == COOKED, "the modes for a program", pause=0)
    if status == 131:
        shell.wait(lambda: os.tcgetpgrp(shell.child.child_fd) != shell.child.pid, "the program's own group")
    shell.send(key)
    shell.wait(lambda: len(shell.rows) > 1, "what the key shows")
    prompt_again(shell)
    assert str(status) in shell.last
    shell.answers()


def test_control_c_reaches_what_has_run_for_a_while(shell):
    shell.send("!trap 'echo trapped; exit 3' INT; echo runs; sleep 100 & wait\r")
    shell.wait_for_row("runs")
    shell.send("\x03")
    shell.wait(lambda: any(row.endswith("trapped") for row in shell.rows[1:]), "the program's own answer")
    prompt_again(shell)
    shell.answers()


def test_control_c_stops_the_script_that_runs_the_program(home):
    home.write("two.imgsh", "!exec sleep 100\necho second\n")
    shell = home.start()
    shell.send("source two.imgsh\r")
    shell.wait(lambda: os.tcgetpgrp(shell.child.child_fd) != shell.child.pid, "the program's own group")
    shell.send("\x03")
    prompt_again(shell)
    assert "second" not in shell.history
    shell.answers()


def test_smoke_control_c_ends_all_programs_that_run_side_by_side(home, shell):
    # The terminal is that of one of them.
    shell.send("parallel 2\r!echo > one; exec sleep 1000\r!echo > two; exec sleep 1000\rend\r")
    shell.wait(lambda: (home.path / "one").exists() and (home.path / "two").exists(), "both programs")
    shell.wait(lambda: os.tcgetpgrp(shell.child.child_fd) != shell.child.pid, "a program's own group")
    shell.send("\x03")
    prompt_again(shell)
    assert "130" in shell.last
    shell.answers()


def test_control_c_ends_programs_that_begin_when_another_one_has_the_terminal(home, shell):
    # What is written into takes no terminal.
    shell.send("function late\recho | sh -c 'until [ -e one ]; do :; done'\r!echo > two; exec sleep 1000\rend\r")
    prompt_again(shell)
    shell.send("parallel 2\rlate\r!echo > one; exec sleep 1000\rend\r")
    shell.wait(lambda: (home.path / "one").exists() and (home.path / "two").exists(), "both programs")
    shell.wait(lambda: os.tcgetpgrp(shell.child.child_fd) != shell.child.pid, "a program's own group")
    shell.send("\x03")
    shell.wait(lambda: shell.last.endswith("130>") and shell.is_editing, "the prompt")
    shell.answers()


def test_a_program_that_reads_gets_what_is_typed(shell):
    shell.send("!read line && echo got $line\r")
    shell.wait(lambda: os.tcgetpgrp(shell.child.child_fd) != shell.child.pid, "the program's own group")
    shell.send("typed\r")
    shell.wait_for_row("got typed")
    prompt_again(shell)


def test_a_stopped_program_stops_the_shell_and_goes_on_with_it(home):
    bash = home.open("bash", "--norc", "--noprofile", "-i", PS1="bash$ ")
    bash.wait_for(["bash$ "])
    bash.send(f"{os.environ['IMGSH_TERMINAL_BINARY']}\r")
    bash.wait(lambda: bash.last == PROMPT.rstrip(), "the prompt")
    bash.send("!echo runs; read line && echo got $line\r")
    bash.wait_for_row("runs")
    bash.send("\x1a")
    bash.wait(lambda: bash.last == "bash$" and any("Stopped" in row for row in bash.rows), "bash again")
    bash.send("echo in bash\r")
    bash.wait_for_row("in bash")
    bash.send("fg\r")
    bash.wait(lambda: "imgsh" in bash.last and not bash.is_editing, "what bash continues")
    bash.send("typed\r")
    bash.wait_for_row("got typed")
    bash.wait(lambda: bash.last.startswith("imgsh local"), "the prompt")
    bash.answers()
    bash.send("exit\r")
    bash.wait(lambda: bash.last == "bash$", "bash at the end")


def test_a_stop_that_nobody_could_end_is_none(shell):
    # The shell leads the terminal's session: there is no one to continue it.
    shell.send("!echo runs; read line && echo got $line\r")
    shell.wait_for_row("runs")
    shell.send("\x1a")
    shell.send("typed\r")
    shell.wait_for_row("got typed")
    prompt_again(shell)


def test_an_interrupt_from_outside_leaves_the_line_and_the_next_command_alone(shell):
    shell.send("echo alive")
    shell.wait_for_line("echo alive")
    shell.signal(signal.SIGINT)
    shell.send(" still\r")
    shell.wait_for_row("alive still")


def test_a_program_that_is_not_there_is_its_own_error(shell):
    shell.send("!no-such-program\r")
    shell.wait(lambda: any("not found" in row for row in shell.history), "the error of sh")
    prompt_again(shell)
    assert "127" in shell.last


def test_what_cannot_be_started_leaves_the_terminal_to_the_shell(home):
    shell = home.start(SHELL="/no/such/shell")
    shell.send("!\r")
    shell.wait(lambda: any("cannot start '/no/such/shell'" in row for row in shell.history), "why there is no shell")
    prompt_again(shell)
    shell.answers()


@pytest.mark.parametrize("end", ["kill -9 $$", "sh -c 'kill -9 $$'; exit 137"], ids=["itself", "its program"])
def test_a_program_that_is_killed_leaves_the_terminal_as_it_was(home, end):
    home.write("raw.imgsh", f"!stty raw -echo; {end}\n")
    shell = home.start()
    shell.send("source raw.imgsh\r")
    # In the modes of the program the rows would go down like stairs.
    shell.wait(lambda: any(row.startswith("  sourced in typed line 1") for row in shell.history), "where it was")
    prompt_again(shell)
    shell.answers()
