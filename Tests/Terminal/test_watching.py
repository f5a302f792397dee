"""A command that is run again and again on a screen of its own."""

from held_shell import wait_for_prompt
from held_shell import service, shell  # pytest finds them here.


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
