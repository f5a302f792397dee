"""A terminal with a program in it: a pty, and an emulator that says what is on the screen."""

import fcntl
import os
import select
import signal
import struct
import termios
import time

import pexpect
import pyte
from wcwidth import wcwidth

PROMPT = "imgsh local> "
#: Seconds after which something that should have happened is taken for never going to happen.
PATIENCE = 15


#: The colour of suggestions.
GREY = "brightblack"

#: The number of a pty's other end; Python's module does not know it.
TIOCGPTN = 0x80045430


def take_signals():
    """A run of tests in the background of a shell, or by nohup, ignores these, and so would every program it starts."""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


class Terminal:
    def __init__(self, words, env, cwd, rows=24, columns=80):
        self.screen = pyte.HistoryScreen(columns, rows, history=5000)
        self.stream = pyte.ByteStream(self.screen)
        self.output = b""
        self.is_open = True
        self.other_end = None
        self.child = pexpect.spawn(words[0], words[1:], env=env, cwd=cwd, dimensions=(rows, columns), echo=True,
                                   preexec_fn=take_signals)
        self.child.delaybeforesend = None

    # What goes in.

    def send(self, keys):
        """Sends the keys in one write."""
        data = keys.encode() if isinstance(keys, str) else keys
        while data:
            # The line discipline takes 4 KiB; a program that is busy reads them later.
            data = data[os.write(self.child.child_fd, data[:1024]):]
            if data:
                self.read(0.01)

    def send_slowly(self, keys):
        """Sends one key after the other, each when the screen is at rest."""
        for key in keys:
            self.send(key)
            while self.read(0.02):
                pass

    def paste(self, text):
        self.send(f"\x1b[200~{text}\x1b[201~")

    def resize(self, rows, columns):
        fcntl.ioctl(self.child.child_fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen.resize(rows, columns)

    def signal(self, number):
        os.kill(self.child.pid, number)

    # What comes out.

    def read(self, seconds):
        """Reads what comes within the time; says whether anything did."""
        if not select.select([self.child.child_fd], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.child.child_fd, 65536)
        except OSError:
            return False
        self.output += data
        self.stream.feed(data)
        return bool(data)

    def wait_until_read(self):
        """Waits until the editor has read what was sent, and waits for more."""
        if self.other_end is None:
            number = struct.unpack("i", fcntl.ioctl(self.child.child_fd, TIOCGPTN, b"\0\0\0\0"))[0]
            self.other_end = os.open(f"/dev/pts/{number}", os.O_RDONLY | os.O_NOCTTY | os.O_NONBLOCK)

        def is_empty():
            return struct.unpack("i", fcntl.ioctl(self.other_end, termios.FIONREAD, b"\0\0\0\0"))[0] == 0

        self.wait(lambda: is_empty() and self.is_editing or not self.child.isalive(), "the program read its input", pause=0.001)

    def cells(self, row):
        """The characters of a row with their colours; a wide one counts once."""
        line, x = self.screen.buffer[row], 0
        while x < self.screen.columns:
            yield line[x]
            x += 2 if line[x].data and wcwidth(line[x].data[0]) == 2 else 1

    @property
    def rows(self):
        """The rows of the screen, without suggestions, blanks at their ends, and empty rows below the last one."""
        rows = ["".join(" " if cell.fg == GREY else cell.data for cell in self.cells(row)).rstrip()
                for row in range(self.screen.lines)]
        while rows and not rows[-1]:
            rows.pop()
        return rows

    @property
    def last(self):
        """The last row of the screen; nothing while it is empty."""
        return "".join(self.rows[-1:])

    @property
    def grey(self):
        """What is suggested on the screen."""
        return "".join(cell.data for row in range(self.screen.lines) for cell in self.cells(row) if cell.fg == GREY)

    def colored(self, row):
        """The coloured parts of a row, in their order."""
        parts = []
        for cell in self.cells(row):
            color = "bold" if cell.bold and cell.fg == "default" else cell.fg
            if parts and parts[-1][0] == color:
                parts[-1][1] += cell.data
            else:
                parts.append([color, cell.data])
        return [(color, text) for color, text in parts if color != "default"]

    @property
    def history(self):
        """The rows that have left the screen, and those of the screen."""
        above = ["".join(row[x].data for x in range(self.screen.columns)).rstrip() for row in self.screen.history.top]
        return above + self.rows

    @property
    def cursor(self):
        return (self.screen.cursor.y, self.screen.cursor.x)

    def wait(self, condition, what, pause=None):
        """Waits until the condition holds for the screen."""
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise AssertionError(f"never seen: {what}\n{self.picture()}")
            self.read(0.05 if pause is None else pause)

    def wait_for_row(self, text):
        self.wait(lambda: text.rstrip() in self.history, f"the row {text!r}")

    def wait_for(self, rows, cursor=None):
        """Waits until the screen shows exactly these rows, and the cursor stands at its place."""
        rows = [row.rstrip() for row in rows]
        self.wait(lambda: self.rows == rows and cursor in (None, self.cursor), f"{rows} with the cursor at {cursor}")

    def wait_for_line(self, text, column=None, prompt=PROMPT):
        """Waits until the last row is the prompt with this text, and the cursor stands in it, else behind it."""
        row = prompt + text
        column = len(row) if column is None else column

        def holds():
            rows = self.rows
            return rows[-1:] == [row.rstrip()] and self.cursor == (len(rows) - 1, column)

        self.wait(holds, f"the line {text!r} with the cursor in column {column}")

    def wait_for_output(self, data):
        self.wait(lambda: data in self.output, f"the bytes {data!r}")

    def wait_for_end(self):
        """Waits until the program has ended; gives its status, or minus the signal that killed it."""
        end = time.monotonic() + PATIENCE
        while self.child.isalive():
            if time.monotonic() > end:
                raise AssertionError(f"the program never ended\n{self.picture()}")
            self.read(0.05)
        while self.read(0):
            pass
        return self.child.exitstatus if self.child.signalstatus is None else -self.child.signalstatus

    def hang_up(self):
        """Takes the terminal away; gives the status that the program ends with."""
        # By the object that would close it again, when its number is somebody else's.
        self.child.ptyproc.fileobj.close()
        self.is_open = False
        end = time.monotonic() + PATIENCE
        while (found := os.waitpid(self.child.pid, os.WNOHANG))[0] == 0:
            if time.monotonic() > end:
                os.kill(self.child.pid, signal.SIGKILL)
            time.sleep(0.01)
        return os.waitstatus_to_exitcode(found[1])

    def answers(self, word="alive"):
        """Runs a command that prints a word, and waits for it."""
        self.send(f"echo {word}\r")
        self.wait(lambda: word in self.history[-3:], f"the answer {word!r}")

    @property
    def is_editing(self):
        """Whether the program gets every key at once."""
        return not self.local_modes & termios.ICANON

    @property
    def local_modes(self):
        """Whether the terminal edits lines by itself, echoes, and sends signals, as it does for most programs."""
        return termios.tcgetattr(self.child.child_fd)[3] & (termios.ICANON | termios.ECHO | termios.ISIG)

    def picture(self):
        rows = "\n".join(f"{number:3} |{row}" for number, row in enumerate(self.rows))
        return f"{rows}\ncursor {self.cursor}, last bytes {self.output[-200:]!r}"

    def close(self):
        if self.other_end is not None:
            os.close(self.other_end)
        if not self.is_open:
            # Not this descriptor again: its number may be somebody else's by now.
            self.child.closed = self.child.ptyproc.closed = True
            self.child.terminated = self.child.ptyproc.terminated = True
            return
        if self.child.isalive():
            self.child.kill(signal.SIGKILL)
        self.child.close(force=True)


COOKED = termios.ICANON | termios.ECHO | termios.ISIG
