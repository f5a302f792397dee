"""Thousands of keys without a meaning: afterwards the shell still answers."""

import random
import re

import pytest

SEQUENCES = ["\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[H", "\x1b[F", "\x1b[3~", "\x1b[5~", "\x1b[6~", "\x1b[1;5C",
             "\x1b[1;5D", "\x1b[Z", "\x1b[2~", "\x1b[99;9z", "\x1bOA", "\x1b", "\x1bb", "\x1bf", "\x1bd", "\x1b<", "\x1b[",
             "\x1b[1", "\x1bx", "\x1b3", "\x18\x05", "\x18\x18", "\x16\x01", "\x16\x1b"]
TEXT = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 '\"\\|/?.,;:#$%&*()[]{}<>=+-_~`^@é日本🎉\u0301\u200d"
#: Without what ends or stops the shell: Ctrl-D in an empty line and Ctrl-Z, and while a command runs Ctrl-S.
CONTROLS = [chr(code) for code in range(1, 32) if chr(code) not in "\x04\n\r\x13\x1a\x1b"] + ["\x7f"]
KEYS = 3000


def key(generator):
    kind = generator.random()
    if kind < 0.45:
        return generator.choice(TEXT)
    if kind < 0.70:
        return generator.choice(SEQUENCES)
    if kind < 0.92:
        return generator.choice(CONTROLS)
    if kind < 0.95:
        return "\x03"
    if kind < 0.97:
        return "#\r"
    text = "".join(generator.choice(TEXT + "\t\r\x03\x1b") for _ in range(generator.randrange(40)))
    return "\x1b[200~#" + text.replace("\r", "\r#") + "\x1b[201~"


def come_to_rest(shell):
    """Ends whatever is open inside the line, then the line, and whatever pasted lines still run."""
    for _ in range(20):
        shell.send("\x03")
        shell.wait_until_read()
        while shell.read(0.05):
            pass
        if re.fullmatch(r"imgsh local( \d+)?>", shell.last):
            return
    raise AssertionError(f"no empty prompt\n{shell.picture()}")


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("mode", ["emacs", "vi"])
def test_random_keys(home, mode, seed):
    home.write(".editrc", "bind -v\n" if mode == "vi" else "bind -e\n")
    home.create_images("one", "two words", "日本")
    shell = home.start(columns=61, rows=15, EDITOR="true")
    generator = random.Random(f"{mode} {seed}")
    for number in range(KEYS):
        shell.send(key(generator))
        shell.wait_until_read()
        if number % 100 == 50:
            shell.resize(generator.randrange(3, 30), generator.randrange(10, 120))
        assert shell.child.isalive(), f"gone after {number} keys\n{shell.picture()}"
    shell.resize(24, 80)
    come_to_rest(shell)
    shell.answers("alive-and-well")
    shell.send("exit 7\r")
    assert shell.wait_for_end() == 7
