"""A password that is missing is asked for on the terminal, and never seen again."""

import signal
import subprocess

import pytest

from cloud import PASSWORD, Cloud
from conftest import BINARY
from terminal import COOKED

QUESTION = "password for user 'demo' of domain 'Default' of cloud 'envvars':"
SHELL = "imgsh glance>"


@pytest.fixture
def cloud():
    cloud = Cloud()
    yield cloud
    cloud.close()


@pytest.fixture
def shell(home, cloud):
    shell = home.open(columns=120, **cloud.variables)
    shell.wait(lambda: shell.rows[-1:] == [SHELL], "the first prompt")
    return shell


def wait_for_question(terminal, text=QUESTION):
    terminal.wait(lambda: terminal.rows[-1:] == [text], "the question")
    assert not terminal.local_modes & COOKED


def written(home):
    """Everything the program has written into files."""
    return b"".join(path.read_bytes() for path in home.path.rglob("*") if path.is_file())


def test_smoke_a_password_is_asked_for_once_and_seen_nowhere(home, cloud):
    shell = home.open(BINARY, "--debug", columns=120, **cloud.variables)
    shell.wait(lambda: shell.rows[-1:] == [SHELL], "the first prompt")
    shell.send("image list -f json\r")
    wait_for_question(shell)
    shell.send("wrong\x15" + PASSWORD + "x\x7f\r")
    shell.wait(lambda: shell.rows[-1:] == [SHELL] and "[]" in shell.history, "the answer")
    shell.send("image list -f json -c ID\r")
    shell.wait(lambda: shell.history.count("[]") == 2, "the second answer")
    assert cloud.logins == 1
    shell.send("exit\r")
    assert shell.wait_for_end() == 0
    assert shell.local_modes == COOKED
    trace = shell.output.decode()
    assert "/v3/auth/tokens" in trace and "***" in trace
    for secret in ["wrong", PASSWORD, "pa55", "token-of-demo"]:
        assert secret not in trace
        assert secret.encode() not in written(home)
    assert b"image list" in written(home)


def test_a_wrong_password_is_asked_for_three_times(shell, cloud):
    shell.send("image list\r")
    wait_for_question(shell)
    shell.send("wrong\r")
    for count in (1, 2):
        shell.wait(lambda: shell.rows.count("not accepted; " + QUESTION) == count, "the next question")
        shell.send("wrong\r")
    shell.wait(lambda: shell.rows[-1:] == ["imgsh glance 4>"], "the prompt")
    assert any("user 'demo' of domain 'Default' could not log in" in row for row in shell.rows)
    assert cloud.logins == 3
    assert "wrong" not in "".join(shell.history).replace("wrong password", "")


@pytest.mark.parametrize("keys", ["\x03", "half\x03"], ids=["empty", "half"])
def test_control_c_at_the_question_gives_the_prompt_back(shell, cloud, keys):
    shell.send("image list\r")
    wait_for_question(shell)
    shell.send(keys)
    shell.wait(lambda: shell.rows[-1:] == ["imgsh glance 130>"], "the prompt")
    assert QUESTION + " ^C" in shell.rows
    assert cloud.logins == 0
    shell.send("!stty -a | tr ' ;' '\\n\\n' | grep -c -x -e isig -e icanon -e echo\r")
    shell.wait_for_row("3")
    shell.send("image list\r")
    wait_for_question(shell)
    shell.send(PASSWORD + "\r")
    shell.wait(lambda: shell.rows[-1:] == [SHELL], "the prompt after a login")


def test_no_answer_says_how_to_give_one(shell):
    shell.send("image list\r")
    wait_for_question(shell)
    shell.send("\x04")
    shell.wait(lambda: shell.rows[-1:] == ["imgsh glance 4>"], "the prompt")
    assert any("OS_PASSWORD" in row and "clouds.yaml" in row for row in shell.rows)


def test_a_completion_never_asks(shell, cloud):
    shell.send("image show x\t")
    shell.wait_until_read()
    shell.send("\x15echo done\r")
    shell.wait_for_row("done")
    assert QUESTION not in shell.history and cloud.logins == 0


def test_smoke_a_command_of_the_system_s_shell_asks_as_well(home, cloud):
    command = home.open(BINARY, "image", "list", "-f", "json", columns=120, **cloud.variables)
    wait_for_question(command)
    command.send(PASSWORD + "\r")
    assert command.wait_for_end() == 0
    assert command.rows == [QUESTION, "[]"]
    assert command.local_modes == COOKED


@pytest.mark.parametrize("keys, status", [("\x03", 130), ("\x04", 4)], ids=["control_c", "control_d"])
def test_a_command_without_an_answer_ends(home, cloud, keys, status):
    command = home.open(BINARY, "image", "list", columns=120, **cloud.variables)
    wait_for_question(command)
    command.send(keys)
    assert command.wait_for_end() == status
    assert command.local_modes == COOKED


@pytest.mark.parametrize("words", [[], ["image", "list"]], ids=["shell", "command"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGSEGV])
def test_a_signal_at_the_question_gives_the_terminal_back(home, cloud, words, number):
    # Swift's own report of a crash expects the fault to happen again, which a signal from outside does not.
    program = home.open(BINARY, *words, columns=120, SWIFT_BACKTRACE="enable=no", **cloud.variables)
    if not words:
        program.wait(lambda: program.rows[-1:] == [SHELL], "the first prompt")
        program.send("image list\r")
    wait_for_question(program)
    program.send("half")
    program.signal(number)
    if not words and number in (signal.SIGINT, signal.SIGQUIT):
        program.wait(lambda: program.rows[-1:] == ["imgsh glance 130>"], "the prompt")
        program.send("exit 0\r")
        assert program.wait_for_end() == 0
    else:
        killed = number in (signal.SIGQUIT, signal.SIGSEGV)
        assert program.wait_for_end() == (-number if killed else 128 + number)
    assert program.local_modes == COOKED


def test_the_end_of_the_terminal_ends_the_question(home, cloud):
    command = home.open(BINARY, "image", "list", columns=120, **cloud.variables)
    wait_for_question(command)
    # The end of the input and the signal come together.
    assert command.hang_up() in (4, 129)


def test_a_script_is_told_how_to_give_the_password(home, cloud):
    home.write("list.imgsh", "image list\n")
    for line in [f"{BINARY} -f list.imgsh", f"echo image list | {BINARY}", f"{BINARY} image list < /dev/null",
                 f"{BINARY} image list &\nwait $!"]:
        script = home.open("bash", "-m", "-c", line, columns=200, **cloud.variables)
        assert script.wait_for_end() == 4, line
        text = "\n".join(script.rows)
        assert text.count("there is no password for user 'demo' of domain 'Default'") == 1, text
        assert "OS_PASSWORD" in text and "clouds.yaml" in text and QUESTION not in text
    assert cloud.logins == 0


def test_without_a_terminal_nobody_is_asked(home, cloud):
    result = subprocess.run([BINARY, "image", "list"], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                            env=home.environment(cloud.variables), cwd=home.path, start_new_session=True, check=False)
    assert result.returncode == 4 and "OS_PASSWORD" in result.stderr and not result.stdout


def test_a_job_does_not_ask(shell, cloud):
    shell.send("image list -f json &\r")
    shell.wait(lambda: any(f"a job cannot ask: {QUESTION.rstrip(':')}" in row for row in shell.history), "the refusal")
    shell.wait(lambda: shell.rows[-1:] == [SHELL], "the prompt")
    assert cloud.logins == 0
    # The next command in the foreground asks, and then jobs need not.
    shell.send("image list -f json\r")
    wait_for_question(shell)
    shell.send(PASSWORD + "\r")
    shell.wait(lambda: shell.history.count("[]") == 1, "the answer")
    shell.send("image list -f json &\r")
    shell.wait(lambda: shell.history.count("[]") == 2, "the answer of the job")
    assert cloud.logins == 1
