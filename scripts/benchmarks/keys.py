"""A terminal, and the time from a key to what it puts there."""

import os
import pty
import re
import select
import signal
import time

LIMIT = 60


class Keys:
    def __init__(self, words, env, columns=100, rows=40):
        self.started = time.monotonic()
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.execvpe(str(words[0]), [str(word) for word in words], dict(env, COLUMNS=str(columns), LINES=str(rows)))
        import fcntl
        import struct
        import termios
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.seen = b""

    def until(self, pattern, since=None):
        """Seconds from a moment until the terminal has got this."""
        since = since or time.monotonic()
        expression = re.compile(pattern, re.DOTALL)
        while not expression.search(self.seen):
            if not select.select([self.terminal], [], [], LIMIT)[0]:
                raise SystemExit(f"bench: never seen on the terminal: {pattern!r}, but {self.seen[-300:]!r}")
            self.seen += os.read(self.terminal, 65536)
        return time.monotonic() - since

    def press(self, keys, pattern):
        """Seconds from the last key until this is there."""
        self.seen = b""
        start = time.monotonic()
        os.write(self.terminal, keys)
        return self.until(pattern, start)

    def rest(self, seconds=0.2):
        """Waits until nothing comes any more."""
        while select.select([self.terminal], [], [], seconds)[0]:
            self.seen += os.read(self.terminal, 65536)

    def close(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.terminal)


#: The end of the prompt, with what may follow it of colours and grey text.
PROMPT = rb"imgsh [^\r\n]*> "


def first_prompt(imgsh, env):
    return _until(PROMPT, [imgsh], env)


def version(imgsh, env):
    """Until `--version` has said it, on a terminal as well."""
    return _until(rb"imgsh [0-9.]+\r?\n", [imgsh, "--version"], env)


def _until(pattern, words, env):
    keys = Keys(words, env)
    try:
        return keys.until(pattern, keys.started)
    finally:
        keys.close()
