"""Commands in the background: what they say, where it stands, and who ends them."""

import signal

import pytest

from held_service import DATA, HeldService
from terminal import COOKED, PROMPT

HELD = "imgsh glance@held> "
ONE_JOB = "imgsh glance@held [1 job]> "
SAVE = "image save big --file copy"


@pytest.fixture
def service(home):
    service = HeldService("big", *(f"big-{number}" for number in range(20)))
    home.write("clouds.yaml", service.clouds)
    (home.path / "clouds.yaml").chmod(0o600)
    yield service
    service.close()


@pytest.fixture
def shell(home, service):
    shell = home.start(columns=100, rows=40)
    shell.send("use glance@held\r")
    wait_for_prompt(shell, HELD)
    return shell


def wait_for_prompt(shell, prompt):
    shell.wait(lambda: shell.rows[-1:] == [prompt.rstrip()] and shell.is_editing, f"the prompt {prompt!r}")


def wait_for_data(home, shell):
    """Waits until some of the data is on disk."""
    shell.wait(lambda: any(part.stat().st_size for part in home.path.glob(".copy*.part")), "data in the .part file")


def start_job(shell, command=SAVE):
    shell.send(command + " &\r")
    shell.wait_for_row(f"[1] {command} runs in the background")
    wait_for_prompt(shell, ONE_JOB)


def wait_for_bar(shell):
    shell.wait(lambda: shell.last.startswith("saving big  ["), "a bar")


def test_smoke_what_a_job_says_stands_above_half_a_line(home, shell, service):
    start_job(shell)
    shell.send("echo hal日f\x1b[D")
    # The cursor stands on the f.
    column = len(ONE_JOB) + len("echo hal日f")
    shell.wait_for_line("echo hal日f", column, prompt=ONE_JOB)
    row = len(shell.rows) - 1
    service.may_finish.set()
    shell.wait_for_row(f"[1] done: {SAVE}")
    column = len(HELD) + len("echo hal日f")
    shell.wait(lambda: shell.rows[row:] == [f"[1] done: {SAVE}", HELD + "echo hal日f"]
               and shell.cursor == (row + 1, column), "the notice above the line, and the cursor where it was")
    assert (home.path / "copy").read_bytes() == DATA
    shell.send("\x05way\r")
    shell.wait_for_row("hal日fway")
    wait_for_prompt(shell, HELD)


def test_a_backend_that_is_closed_serves_its_jobs_to_their_end(home, shell, service):
    start_job(shell)
    wait_for_data(home, shell)
    shell.send("use local\r")
    wait_for_prompt(shell, "imgsh local [1 job]> ")
    shell.send("backend close glance@held\r")
    wait_for_prompt(shell, "imgsh local [1 job]> ")
    service.may_finish.set()
    shell.wait_for_row(f"[1] done: {SAVE}")
    assert (home.path / "copy").read_bytes() == DATA
    assert not any("trying again" in row for row in shell.rows)


def test_the_prompt_counts_the_jobs_while_a_line_is_typed(shell, service):
    start_job(shell)
    shell.send("echo half\x1b[D\x1b[D")
    shell.wait_for_line("echo half", len(ONE_JOB) + 7, prompt=ONE_JOB)
    service.may_finish.set()
    shell.wait_for_line("echo half", len(HELD) + 7, prompt=HELD)
    shell.send("\x05way\r")
    shell.wait_for_row("halfway")


def test_the_prompt_counts_the_jobs_that_ended_during_a_search(shell, service):
    start_job(shell)
    shell.send("image save big-1 --file other &\r")
    wait_for_prompt(shell, "imgsh glance@held [2 jobs]> ")
    shell.send("kill 2\x12sav")
    shell.wait(lambda: shell.last.startswith("older 'sav': image save big-1"), "the search")
    service.may_finish.set()
    shell.wait_for_row(f"[1] done: {SAVE}")
    shell.wait_for_row("[2] done: image save big-1 --file other")
    shell.send("\x07")
    shell.wait_for_line("kill 2", prompt=HELD)


def test_the_prompt_counts_the_jobs_that_ended_behind_a_list(home, shell, service):
    start_job(shell)
    shell.resize(12, 100)
    shell.send("image list ?")
    shell.wait(lambda: "more rows" in shell.last, "the question of the list")
    service.may_finish.set()
    shell.wait((home.path / "copy").exists, "the file")
    shell.send("q")
    shell.wait_for_line("image list ", prompt=HELD)


def test_the_output_of_a_job_appears_when_it_ends(shell):
    shell.send("image list --limit 2 -f value -c Name & echo meanwhile")
    shell.wait_for_line("image list --limit 2 -f value -c Name & echo meanwhile", prompt=HELD)
    shell.send("\r")
    shell.wait_for_row("[1] done: image list --limit 2 -f value -c Name")
    place = shell.history.index("[1] done: image list --limit 2 -f value -c Name")
    shell.wait(lambda: "big" in shell.history[place:] and "meanwhile" in shell.history, "the output below it")


def test_an_error_of_a_job_is_told_with_its_number(shell):
    shell.send("image show nope &\r")
    shell.wait_for_row("[1] failed (3): image show nope")
    assert any(row.startswith("[1] imgsh: no image 'nope'") for row in shell.history)
    wait_for_prompt(shell, HELD)


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


def test_a_program_of_a_job_that_wants_the_terminal_is_told_so(shell):
    shell.send("image list -f value -c Name | sh -c 'read answer < /dev/tty' &\r")
    shell.wait(lambda: any("in the background it cannot have the terminal" in row for row in shell.history), "why it ended")
    wait_for_prompt(shell, HELD)
    shell.send("exit\r")
    assert shell.wait_for_end() == 0


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


def test_a_job_cannot_ask(home, shell):
    shell.send("use local; image create mine\r")
    wait_for_prompt(shell, PROMPT)
    shell.send("image delete mine &\r")
    shell.wait(lambda: any(row.startswith("[1] imgsh: a job cannot ask: Delete this image from local?") for row in
                           shell.history), "the refusal")
    shell.send("image list -f value -c Name\r")
    shell.wait_for_row("mine")


def test_a_job_keeps_its_backend_and_leaves_the_session_alone(home, shell, service):
    home.write("two.imgsh", f"{SAVE}\nimage show big-1 -f value -c name\n")
    shell.send("source two.imgsh\r")
    wait_for_bar(shell)
    shell.send("\x1a")
    wait_for_prompt(shell, ONE_JOB)
    shell.send("use local\r")
    wait_for_prompt(shell, "imgsh local [1 job]> ")
    service.may_finish.set()
    shell.wait_for_row("[1] done: source two.imgsh")
    shell.wait_for_row("big-1")
    shell.send("use glance@held &\r")
    shell.wait(lambda: any("'backend use' cannot run in the background: it changes the session" in row
                           for row in shell.history), "the refusal")
    wait_for_prompt(shell, PROMPT)


def test_twenty_jobs_at_once(home, shell, service):
    for number in range(20):
        shell.send(f"image save big-{number} --file copy-{number} &\r")
    wait_for_prompt(shell, "imgsh glance@held [20 jobs]> ")
    shell.send("echo half")
    shell.wait_for_line("echo half", prompt="imgsh glance@held [20 jobs]> ")
    service.may_finish.set()
    for number in range(20):
        shell.wait(lambda: any(row.endswith(f"done: image save big-{number} --file copy-{number}")
                               for row in shell.history), f"the end of {number}")
        assert (home.path / f"copy-{number}").read_bytes() == DATA
    shell.wait_for_line("echo half", prompt=HELD)
    shell.send("way\r")
    shell.wait_for_row("halfway")


def test_notices_wait_for_the_end_of_a_program(home, shell, service):
    start_job(shell)
    shell.send("!echo runs; read line && echo got $line\r")
    shell.wait_for_row("runs")
    service.may_finish.set()
    shell.wait((home.path / "copy").exists, "the file")
    shell.send("typed\r")
    shell.wait_for_row("got typed")
    shell.wait_for_row(f"[1] done: {SAVE}")
    assert shell.history.index("got typed") < shell.history.index(f"[1] done: {SAVE}")


def test_the_numbers_of_jobs_are_completed(shell):
    start_job(shell)
    shell.send("kill \t")
    shell.wait_for_line("kill 1 ", prompt=ONE_JOB)


def test_long_output_of_a_job_is_in_a_file(home, shell):
    text = "x" * 70_000
    home.write("long.imgsh", f"echo {text}\n")
    shell.send("source long.imgsh &\r")
    shell.wait(lambda: any("too long to be shown: 68.4 KiB in" in row for row in shell.history), "where it is")
    files = list(home.path.glob("imgsh-job-*.out"))
    assert [file.read_text() for file in files] == [text + "\n"]
    assert files[0].stat().st_mode & 0o777 == 0o600


def test_a_watch_draws_on_a_screen_of_its_own_and_gives_the_old_one_back(home, shell):
    shell.send("watch --interval 1 image list --limit 3 -f value -c Name\r")
    shell.wait(lambda: shell.rows[:1] and shell.rows[0].startswith("every 1 s: image list --limit 3"), "a round")
    assert b"\x1b[?1049h" in shell.output
    shell.resize(10, 40)
    shell.wait(lambda: len(shell.rows) > 2 and len(shell.rows[0]) <= 40, "the new width")
    shell.resize(40, 100)
    shell.wait(lambda: shell.rows[0].startswith("every 1 s: image list --limit 3"), "the old width")
    # It cannot go to the background; Ctrl-C ends it.
    shell.send("\x1a\x03")
    shell.wait_for_output(b"\x1b[?25h\x1b[?1049l")
    wait_for_prompt(shell, "imgsh glance@held 130> ")
    shell.answers()
