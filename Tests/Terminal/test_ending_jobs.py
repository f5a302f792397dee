"""Who ends commands in the background, and what is asked and kept then."""

import os
import signal
import time
from pathlib import Path

import pytest

from held_service import DATA
from held_shell import HELD, ONE_JOB, SAVE, start_job, wait_for_data, wait_for_prompt
from held_shell import service, shell  # pytest finds them here.
from terminal import COOKED


def test_smoke_kill_keeps_what_came(home, shell, service):
    start_job(shell)
    wait_for_data(home, shell)
    shell.send("kill 1\r")
    shell.wait_for_row(f"[1] cancelled: {SAVE}")
    wait_for_prompt(shell, HELD)
    text = "".join(shell.history)
    assert "go on with: transfer resume" in text
    shell.send("kill 1\r")
    shell.wait(lambda: any("job 1 has ended (cancelled)" in row for row in shell.history), "that there is none")
    shell.send("kill 7\r")
    shell.wait(lambda: any("no job 7 (none runs)" in row for row in shell.history), "that there is none")


def test_smoke_leaving_asks_once_and_names_the_jobs(home, shell):
    start_job(shell)
    wait_for_data(home, shell)
    shell.send("exit\r")
    question = "Leave and end this job? [y/N]"
    shell.wait(lambda: shell.rows[-2:] == [f"  [1] {SAVE}", question], "the question")
    shell.send("n\r")
    wait_for_prompt(shell, ONE_JOB)
    shell.send("\x04")
    shell.wait(lambda: shell.last == question, "the question")
    shell.send("y\r")
    assert shell.wait_for_end() == 0
    assert "go on with: transfer resume" in "".join(shell.history)
    assert shell.local_modes == COOKED


def test_a_notice_waits_for_the_answer_to_a_question(home, shell, service):
    start_job(shell)
    shell.send("exit\r")
    question = "Leave and end this job? [y/N]"
    shell.wait(lambda: shell.last == question, "the question")
    service.may_finish.set()
    shell.wait((home.path / "copy").exists, "the file")
    assert shell.last == question
    shell.send("n\r")
    wait_for_prompt(shell, HELD)
    assert shell.history.index(f"[1] done: {SAVE}") > shell.history.index(question + " n")


def test_exit_can_wait_or_not_ask(home, shell, service):
    start_job(shell)
    shell.send("exit --wait\r")
    shell.wait(lambda: not shell.is_editing, "the wait")
    service.may_finish.set()
    assert shell.wait_for_end() == 0
    assert (home.path / "copy").read_bytes() == DATA


STUBBORN = "echo | sh -c 'trap \"\" INT; echo $$ > stubborn; exec sleep 1000'"
# What a shell leaves running in the background does not hear of SIGINT.
LEFT_RUNNING = "echo | sh -c 'sleep 1000 & echo $! > stubborn'"


@pytest.fixture
def stubborn(request, home):
    """A shell with a job that does not end when it is asked to; gives its process."""
    shell = home.start()
    command = getattr(request, "param", STUBBORN)
    shell.send(f"{command} &\r")
    file = home.path / "stubborn"
    shell.wait(lambda: file.exists() and file.read_text().endswith("\n"), "the program")
    number = int(file.read_text())
    yield shell, number
    try:
        os.kill(number, signal.SIGKILL)
    except ProcessLookupError:
        pass


def is_over(number):
    """Whether a process has ended; whoever takes it over may still have to notice."""
    try:
        return (Path("/proc") / str(number) / "stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


@pytest.mark.parametrize("stubborn", [STUBBORN, LEFT_RUNNING], indirect=True)
def test_smoke_what_does_not_end_is_killed_the_second_time(stubborn):
    shell, number = stubborn
    shell.wait(lambda: shell.is_editing, "the prompt")
    shell.send("kill 1\r")
    shell.wait(lambda: not shell.is_editing, "the wait")
    # Nothing shows when the job has been asked. A key that comes before would take the whole of 'kill' back.
    time.sleep(0.5)
    shell.send("\x03")
    shell.wait(lambda: shell.last.endswith("[1 job] 130>") and shell.is_editing, "the prompt again")
    assert not is_over(number)
    shell.send("kill 1\r")
    ends = ("[1] failed", "[1] cancelled", "[1] done")
    shell.wait(lambda: any(row.startswith(ends) for row in shell.history), "its end")
    shell.wait(lambda: "job" not in shell.last, "the prompt without a job")
    shell.wait(lambda: is_over(number), "the end of the program")


def test_what_does_not_end_holds_nobody_who_leaves_a_second_time(stubborn):
    shell, number = stubborn
    question = "Leave and end this job? [y/N]"
    shell.send("exit\r")
    shell.wait(lambda: shell.last == question, "the question")
    shell.send("y\r")
    shell.wait(lambda: shell.last != question, "the answer")
    shell.send("\x03")
    shell.wait(lambda: shell.last.endswith("[1 job] 130>") and shell.is_editing, "the prompt again")
    shell.send("exit 0\r")
    shell.wait(lambda: shell.last == question, "the question")
    shell.send("y\r")
    assert shell.wait_for_end() == 0


def test_a_second_signal_does_not_wait_for_what_does_not_end(stubborn):
    shell, number = stubborn
    shell.wait(lambda: shell.is_editing, "the prompt")
    shell.signal(signal.SIGTERM)
    shell.wait(lambda: not shell.is_editing, "the end of the line")
    shell.signal(signal.SIGTERM)
    assert shell.wait_for_end() == 143
    assert shell.local_modes == COOKED


def test_a_signal_lets_the_programs_of_jobs_end_in_good_order(home):
    shell = home.start()
    shell.send("echo | sh -c 'trap \"sleep 1; echo > cleaned; exit\" INT; echo > started; while :; do sleep 0.1; done' &\r")
    shell.wait((home.path / "started").exists, "the program")
    shell.signal(signal.SIGTERM)
    assert shell.wait_for_end() == 143
    assert (home.path / "cleaned").exists()


@pytest.mark.parametrize("number, status", [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_the_jobs_in_good_order(home, shell, number, status):
    start_job(shell)
    wait_for_data(home, shell)
    shell.send("half a li")
    shell.wait_for_line("half a li", prompt=ONE_JOB)
    shell.signal(number)
    assert shell.wait_for_end() == status
    assert shell.local_modes == COOKED
    assert list(home.path.glob(".copy*.part")), "what came is kept"


def test_the_end_of_the_terminal_ends_the_jobs(home, shell):
    start_job(shell)
    wait_for_data(home, shell)
    assert shell.hang_up() == 129
    assert list(home.path.glob(".copy*.part")), "what came is kept"
