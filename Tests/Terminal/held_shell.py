"""A shell whose backend sends half of an image's data and then waits, so that what is in the background stays there."""

import pytest

from held_service import HeldService

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
