"""Commands on their way to the background and back, and the keys that are for what runs."""

import pytest

from held_service import DATA
from held_shell import HELD, ONE_JOB, SAVE, start_job, wait_for_bar, wait_for_prompt
from held_shell import service, shell  # pytest finds them here.


def test_smoke_control_z_sends_what_runs_to_the_background(home, shell, service):
    shell.send(SAVE + "\r")
    wait_for_bar(shell)
    shell.send("\x1a")
    shell.wait_for_row(f"[1] {SAVE} goes on in the background")
    wait_for_prompt(shell, ONE_JOB)
    assert not any("saving big" in row for row in shell.history)
    shell.send("jobs -f value -c State -c Progress\r")
    shell.wait(lambda: any(row.startswith("running 50 %, 4.0 MiB of 8.0 MiB") for row in shell.history), "its progress")
    shell.send("echo typed mean")
    service.may_finish.set()
    shell.wait_for_row(f"[1] done: {SAVE}")
    shell.wait_for_line("echo typed mean", prompt=HELD)
    shell.send("while\r")
    shell.wait_for_row("typed meanwhile")
    wait_for_prompt(shell, HELD)
    assert (home.path / "copy").read_bytes() == DATA


def test_the_rest_of_the_line_goes_along(shell, service):
    shell.send(f"{SAVE}; echo 'behind it'\r")
    wait_for_bar(shell)
    shell.send("\x1a")
    wait_for_prompt(shell, ONE_JOB)
    assert "behind it" not in shell.history
    service.may_finish.set()
    shell.wait_for_row(f"[1] done: {SAVE}; echo 'behind it'")
    shell.wait_for_row("behind it")


def test_a_job_comes_to_the_foreground_and_goes_back(home, shell, service):
    start_job(shell)
    shell.send("fg\r")
    wait_for_bar(shell)
    shell.send("\x1a")
    shell.wait_for_row(f"[1] {SAVE} goes on in the background")
    wait_for_prompt(shell, ONE_JOB)
    shell.send("fg %1\r")
    wait_for_bar(shell)
    service.may_finish.set()
    wait_for_prompt(shell, HELD)
    assert f"[1] done: {SAVE}" not in shell.history
    assert (home.path / "copy").read_bytes() == DATA


def test_control_c_ends_a_job_that_is_in_the_foreground(shell):
    start_job(shell)
    shell.send("fg 1\r")
    wait_for_bar(shell)
    shell.send("\x03")
    wait_for_prompt(shell, "imgsh glance@held 130> ")
    assert "go on with: transfer resume" in "".join(shell.history)
    shell.send("jobs --all -f value -c State\r")
    shell.wait_for_row("cancelled")


def test_control_c_ends_a_wait_and_not_the_job(shell, service):
    start_job(shell)
    shell.send("wait\r")
    shell.wait(lambda: shell.last.startswith(f"waiting for [1] {SAVE}"), "the wait")
    shell.send("\x03")
    wait_for_prompt(shell, "imgsh glance@held [1 job] 130> ")
    shell.send("wait 1\r")
    shell.wait(lambda: shell.last.startswith(f"waiting for [1] {SAVE}"), "the wait")
    service.may_finish.set()
    wait_for_prompt(shell, HELD)
    assert f"[1] done: {SAVE}" in shell.history


def test_a_quit_that_ends_what_runs_leaves_jobs_alone(home, shell, service):
    start_job(shell)
    shell.send("wait\r")
    shell.wait(lambda: shell.last.startswith("waiting for"), "the wait")
    shell.send("\x1c")
    wait_for_prompt(shell, "imgsh glance@held [1 job] 130> ")
    service.may_finish.set()
    shell.wait_for_row(f"[1] done: {SAVE}")
    assert (home.path / "copy").read_bytes() == DATA


@pytest.mark.parametrize("key, prompt", [("\x03", "imgsh glance@held [1 job] 130> "), ("\x1a", "imgsh glance@held [2 jobs]> ")],
                         ids=["interrupt", "stop"])
def test_a_key_for_what_runs_is_not_for_the_programs_of_a_job(home, shell, service, key, prompt):
    shell.send("image save big | cat > copy &\r")
    wait_for_prompt(shell, ONE_JOB)
    shell.wait(lambda: (home.path / "copy").exists() and (home.path / "copy").stat().st_size, "data behind the program")
    shell.send("image save big-1 --file other\r")
    shell.wait(lambda: shell.last.startswith("saving big-1  ["), "a bar")
    shell.send(key)
    wait_for_prompt(shell, prompt)
    service.may_finish.set()
    shell.wait_for_row("[1] done: image save big | cat > copy")
    assert (home.path / "copy").read_bytes() == DATA
