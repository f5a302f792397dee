"""Several backends in one session, as a person sees them."""

import subprocess

import pytest

from conftest import BINARY
from image_service import Service
from terminal import PROMPT


@pytest.fixture
def stores(home):
    """Images in the own store and in another one, called 'there'."""
    home.create_images("here-1", "both")
    script = "image create there-1; image create both; image create 'my image'; image create odd//name"
    subprocess.run([BINARY, "--backend", "local:other", "-c", script], env=home.env, cwd=home.path, check=True,
                   stdout=subprocess.DEVNULL)
    return home


def wait_for_prompt(shell, prompt):
    shell.wait(lambda: shell.rows[-1:] == [prompt.rstrip()], f"the prompt {prompt!r}")


def test_smoke_the_prompt_follows_the_current_backend(stores):
    shell = stores.start()
    shell.send("use local:other\r")
    wait_for_prompt(shell, "imgsh local:other> ")
    shell.send("use local:third --as third\r")
    wait_for_prompt(shell, "imgsh third> ")
    shell.send("backend close\r")
    wait_for_prompt(shell, "imgsh local:other> ")
    assert "'third' is closed; the current backend is 'local:other'" in shell.rows
    shell.send("use nope\r")
    wait_for_prompt(shell, "imgsh local:other 2> ")


def test_an_addressed_line_runs_and_completes_on_its_backend(stores):
    shell = stores.start()
    shell.send("@local:other image show th\t")
    shell.wait_for_line("@local:other image show there-1 ")
    shell.send("-c name -f value\r")
    shell.wait_for_row("there-1")
    wait_for_prompt(shell, PROMPT)
    shell.send("image show ther\t")
    shell.wait_for_output(b"\x07")
    shell.wait_for_line("image show ther")


def test_an_address_is_completed_to_the_open_backends_and_the_kinds(stores):
    shell = stores.start()
    shell.send("use local:other --as there\r")
    wait_for_prompt(shell, "imgsh there> ")
    shell.send("@th\t")
    shell.wait_for_line("@there ", prompt="imgsh there> ")
    shell.send("image li\t")
    shell.wait_for_line("@there image list ", prompt="imgsh there> ")


def test_images_of_another_backend_are_completed_behind_its_name(stores):
    shell = stores.start()
    shell.send("use local:other --as there\ruse local\r")
    wait_for_prompt(shell, PROMPT)
    shell.send("image show ther\t")
    shell.wait_for_line("image show there//")
    shell.send("my\t")
    shell.wait_for_line("image show 'there//my image' ")
    shell.send("-c name -f value\r")
    shell.wait_for_row("my image")


def test_names_that_hold_the_mark_are_completed_and_found(stores):
    shell = stores.start()
    shell.send("image show local:other//od\t")
    shell.wait_for_line("image show local:other//odd//name ")
    shell.send("-c name -f value\r")
    shell.wait_for_row("odd//name")


def test_the_prompt_says_offline_until_a_command_gets_through(home):
    service = Service()
    home.write("clouds.yaml", f"clouds: {{prod: {{auth_type: none, auth: {{endpoint: 'http://127.0.0.1:{service.port}'}}}}}}\n")
    (home.path / "clouds.yaml").chmod(0o600)
    try:
        shell = home.start()
        shell.send("use glance@prod\r")
        wait_for_prompt(shell, "imgsh glance@prod> ")
        shell.send("image list -f json\r")
        shell.wait_for_row("[]")
        wait_for_prompt(shell, "imgsh glance@prod> ")
        service.die()
        shell.send("image list -f json\r")
        shell.wait(lambda: any("trying again" in row for row in shell.rows), "the wait for another try")
        shell.send("\x03")
        wait_for_prompt(shell, "imgsh glance@prod offline 130> ")
        shell.send("@local image list -f value\r")
        wait_for_prompt(shell, "imgsh glance@prod offline> ")
        shell.send("backend list -f value -c Backend -c State\r")
        shell.wait_for_row("glance@prod offline")
        service.revive()
        shell.send("image list -f json\r")
        wait_for_prompt(shell, "imgsh glance@prod> ")
    finally:
        service.die()
