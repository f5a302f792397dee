"""Programs called imgsh-NAME, on a terminal."""

import pathlib
import stat
import subprocess
import time

import pytest

from cloud import PASSWORD, Cloud
from conftest import BINARY
from other_shells import COMPLETIONS, path
from terminal import COOKED, PROMPT

EXAMPLES = pathlib.Path(__file__).parents[2] / "Examples" / "Plugins"
#: Built by scripts/check-examples.
PEEK = pathlib.Path(__file__).parents[2] / ".build" / "examples" / "peek" / "debug" / "imgsh-peek"


@pytest.fixture
def plugins(home):
    directory = home.path / "plugins"
    directory.mkdir()
    home.env["IMGSH_PLUGIN_PATH"] = str(directory)
    (directory / "imgsh-oldest").symlink_to(EXAMPLES / "oldest" / "imgsh-oldest")
    return directory


def add(directory, name, script, command=None):
    """A plugin that does this; with more of a command, after it has printed a manifest."""
    text = "#!/bin/sh\n"
    if command is not None:
        manifest = '{"imgsh": 1, "commands": [{"name": "%s", "summary": "Do it"%s}]}' % (name, command)
        text += f"if [ \"$1\" = --imgsh-manifest ]; then echo '{manifest}'; exit; fi\n"
    file = directory / f"imgsh-{name}"
    file.write_text(text + script + "\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return file


def prompt_again(shell):
    shell.wait(lambda: shell.rows[-1].startswith("imgsh local") and shell.is_editing, "the prompt")


def test_smoke_tab_completes_name_options_and_values_of_a_plugin(home, plugins):
    shell = home.start()
    shell.send("olde\t")
    shell.wait_for_line("oldest ")
    shell.send("--st\tdea\t")
    shell.wait_for_line("oldest --status deactivated ")
    shell.send("--\t\t")
    shell.wait(lambda: any("How old they are at least" in row for row in shell.rows), "what the options are for")
    assert not any(row.startswith("--status") for row in shell.rows), "it was given"


@pytest.mark.skipif(not PEEK.exists(), reason="scripts/check-examples has not built it")
def test_tab_completes_options_and_images_of_the_swift_plugin(home, plugins):
    (plugins / "imgsh-peek").symlink_to(PEEK)
    home.create_images("debian-12")
    shell = home.start()
    shell.send("peek --by\t16 --as pl\tdeb\t")
    shell.wait_for_line("peek --bytes 16 --as plain debian-12 ")
    shell.send("\r")
    shell.wait(lambda: any("image 'debian-12' has no data" in row for row in shell.history), "the plugin's answer")
    shell.wait(lambda: "5" in shell.rows[-1], "its status")


def test_help_lists_and_explains_plugins(home, plugins):
    shell = home.start(rows=60)
    shell.send("help /earlier\r")
    shell.wait(lambda: any(row.lstrip().startswith("oldest ") for row in shell.history), "the plugin's row")
    shell.send("help oldest\r")
    shell.wait(lambda: any("-d, --days <number>" in row and "(default: 30)" in row for row in shell.history), "the page")


def test_the_names_of_plugins_wait_for_nobody(home, plugins):
    add(plugins, "hang", "exec sleep 100")
    began = time.monotonic()
    shell = home.start()
    shell.answers()
    shell.send("echo x; image list\r")
    prompt_again(shell)
    assert not (home.path / "cache" / "imgsh" / "plugins").exists(), "nobody was asked"
    shell.send("olde\t")
    shell.wait_for_line("oldest ")
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("script, reason", [
    ("exec sleep 100", "within 2 s"), ("echo '<html>'", "not JSON"), ("exec yes", "1024 KiB"),
    ("kill -9 $$", "signal 9"), ("stty raw -echo </dev/tty; echo '{}'; exit 1", "status 1"),
], ids=["hangs", "garbage", "endless", "killed", "terminal"])
def test_a_broken_plugin_is_one_line_and_the_prompt_comes_back(home, plugins, script, reason):
    add(plugins, "odd", script)
    shell = home.start(columns=200)
    shell.send("odd --force\r")
    shell.wait(lambda: any("imgsh-odd' cannot be used" in row and reason in row for row in shell.history), reason)
    prompt_again(shell)
    shell.answers()
    shell.send("\x15ima\t")
    shell.wait(lambda: shell.rows[-1] == PROMPT + "image", "that Tab goes on")


def test_a_plugin_that_vanishes_is_a_line(home, plugins):
    file = add(plugins, "gone", "echo here", command="")
    shell = home.start(columns=120)
    shell.send("gone\r")
    shell.wait_for_row("here")
    prompt_again(shell)
    file.unlink()
    shell.send("gone\r")
    shell.wait(lambda: any("no command 'gone'" in row for row in shell.history), "that it is no command now")
    prompt_again(shell)
    shell.answers()


def test_a_plugin_whose_interpreter_vanishes_leaves_the_terminal_to_the_shell(home, plugins):
    interpreter = home.path / "sh"
    interpreter.symlink_to("/bin/sh")
    file = add(plugins, "orphan", "echo here", command="")
    file.write_text(file.read_text().replace("#!/bin/sh", f"#!{interpreter}"))
    shell = home.start(columns=120)
    shell.send("orphan\r")
    shell.wait_for_row("here")
    prompt_again(shell)
    interpreter.unlink()
    shell.send("orphan\r")
    shell.wait(lambda: any("cannot start" in row for row in shell.history), "why it does not run")
    prompt_again(shell)
    shell.answers()


def test_a_plugin_has_the_terminal_and_its_keys(home, plugins):
    add(plugins, "ask", "printf 'name? '; read name; echo \"hello, $name\"", command="")
    add(plugins, "stay", "trap 'echo trapped; exit 3' INT; echo stays; sleep 100 & wait", command="")
    shell = home.start()
    shell.send("ask\r")
    shell.wait(lambda: shell.rows[-1].startswith("name?"), "the question")
    assert shell.local_modes == COOKED
    shell.send("world\r")
    shell.wait_for_row("hello, world")
    prompt_again(shell)
    shell.send("stay\r")
    shell.wait_for_row("stays")
    shell.send("\x03")
    shell.wait(lambda: any(row.endswith("trapped") for row in shell.history), "the plugin's own answer")
    prompt_again(shell)
    assert "3" in shell.rows[-1]


def test_a_plugin_in_the_background_is_a_job_that_can_be_ended(home, plugins):
    add(plugins, "stay", "trap 'echo bye; exit 3' INT TERM; sleep 100 & wait", command="")
    shell = home.start()
    shell.send("stay &\r")
    shell.wait(lambda: "[1 job]" in shell.rows[-1] or "1" in shell.rows[-1], "a job in the prompt")
    shell.answers("meanwhile")
    shell.send("kill 1\r")
    shell.wait_for_row("bye")
    shell.answers()


def test_a_plugin_in_the_background_that_wants_the_terminal_is_told_so(home, plugins):
    add(plugins, "ask", "read name < /dev/tty; echo \"hello, $name\"", command="")
    shell = home.start()
    shell.send("ask &\r")
    shell.wait(lambda: any("in the background it cannot have the terminal" in row for row in shell.history), "why it ended")
    shell.wait_for_row("[1] failed (2): ask")
    shell.answers()
    shell.send("exit\r")
    assert shell.wait_for_end() == 0


def test_a_plugin_in_the_background_ends_with_the_terminal(home, plugins):
    add(plugins, "stay", "trap '' INT; echo > started; sleep 100", command="")
    shell = home.start()
    shell.send("stay &\r")
    shell.wait((home.path / "started").exists, "the start of the plugin")
    assert shell.hang_up() == 129


def test_a_token_comes_by_a_descriptor_and_by_nothing_else(home, plugins):
    add(plugins, "take", "printf 'got <'; cat <&\"$IMGSH_TOKEN_FD\"; echo '>'; "
        "tr '\\0' '\\n' < /proc/$$/environ | grep -c token-of-demo; echo \"$IMGSH_ENDPOINT $IMGSH_PROJECT_NAME <$*>\"",
        command=', "access": "token"')
    cloud = Cloud()
    environment = home.environment(dict(cloud.variables, OS_PASSWORD=PASSWORD))
    done = subprocess.run([BINARY, "take"], env=environment, cwd=home.path, capture_output=True, text=True, check=True)
    cloud.close()
    assert done.stdout.splitlines()[:2] == ["got <token-of-demo>", "0"]
    assert done.stdout.splitlines()[2].endswith("demo <>")
    assert cloud.logins == 1


@pytest.mark.parametrize("line", ["login --pin 4711", "login --pi=4711", "@local login --pin 4711", "log 4711"])
def test_a_line_with_a_secret_of_a_plugin_is_not_remembered(home, plugins, line):
    add(plugins, "login", "cat \"$2\"; echo", command=', "options": [{"name": "--pin", "value": "pin", "help": "h", "secret": true}]')
    shell = home.start()
    shell.send("alias 'log=login --pin'\r")
    shell.wait(lambda: shell.rows[-1] == PROMPT.rstrip() and len(shell.rows) == 2, "the next prompt")
    shell.send("record typed.imgsh\r")
    shell.wait(lambda: (home.path / "typed.imgsh").exists(), "the recording")
    shell.send(f"{line}\r")
    shell.wait_for_row("4711")
    prompt_again(shell)
    shell.send("echo last\r")
    shell.wait_for_row("last")
    prompt_again(shell)
    for kept in (home.path / "state" / "imgsh" / "history", home.path / "typed.imgsh"):
        assert "echo last" in kept.read_text()
        assert "4711" not in kept.read_text()


def test_bash_completes_plugins_as_well(home, plugins):
    bash = home.open("bash", "--norc", "--noprofile", "-i", PS1="bash$ ", PATH=path())
    bash.wait_for(["bash$ "])
    bash.send(f"source {COMPLETIONS / 'imgsh.bash'}; clear\r")
    bash.wait_for_output(b"\x1b[2J")
    bash.wait_for(["bash$ "])
    bash.send_slowly("imgsh olde\t--da\t3 --sta\tq\t")
    bash.wait_for_line("imgsh oldest --days 3 --status queued ", prompt="bash$ ")
