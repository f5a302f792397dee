"""Commands in the background: what they say, where it stands, and what they may not do."""

from held_service import DATA
from held_shell import HELD, ONE_JOB, SAVE, start_job, wait_for_bar, wait_for_data, wait_for_prompt
from held_shell import service, shell  # pytest finds them here.
from terminal import PROMPT


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


def test_smoke_programs_in_the_background_hold_up_nothing(home):
    shell = home.start()
    numbers = " ".join(map(str, range(1, 25)))
    shell.send(f"foreach number in {numbers}; echo | sleep 1000 & end\r")
    shell.wait(lambda: shell.last == "imgsh local [24 jobs]>", "the prompt with all of them")
    shell.answers()
    shell.send(f"kill {numbers}\r")
    shell.wait(lambda: "job" not in shell.last and shell.is_editing, "the prompt without them")


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


def test_a_program_of_a_job_that_wants_the_terminal_is_told_so(shell):
    shell.send("image list -f value -c Name | sh -c 'read answer < /dev/tty' &\r")
    shell.wait(lambda: any("in the background it cannot have the terminal" in row for row in shell.history), "why it ended")
    wait_for_prompt(shell, HELD)
    shell.send("exit\r")
    assert shell.wait_for_end() == 0


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
