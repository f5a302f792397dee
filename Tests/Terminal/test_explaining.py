"""The key ? shows what may come next."""

import pytest

from terminal import PROMPT


@pytest.mark.parametrize("mode", ["emacs", "vi"])
@pytest.mark.parametrize("burst", [False, True], ids=["slowly", "burst"])
def test_it_lists_what_may_stand_there_and_keeps_the_line(home, burst, mode):
    home.write(".editrc", f"bind -{mode[0]}\n")
    shell = home.start(rows=40)
    (shell.send if burst else shell.send_slowly)("image show ?")
    shell.wait(lambda: len(shell.rows) > 3 and shell.last == PROMPT + "image show", "the line below the list")
    assert shell.rows[0] == PROMPT + "image show"
    assert shell.rows[1].split()[0] == "<image>"
    assert any(row.startswith("--human-readable") for row in shell.rows)
    assert not any(row.startswith("<Enter>") for row in shell.rows)
    shell.send("x ?")
    shell.wait(lambda: any(row.startswith("<Enter>") for row in shell.rows), "that it can be run")


def test_at_the_beginning_it_lists_the_commands(home):
    shell = home.start(rows=60)
    shell.send("?")
    shell.wait(lambda: shell.last == PROMPT.rstrip() and len(shell.rows) > 10, "the list")
    assert any(row.startswith("image …") for row in shell.rows)
    assert any(row.startswith("help ") for row in shell.rows)


def test_what_is_taller_than_the_screen_is_explained_all_the_same(shell):
    shell.send("image list ?")
    shell.wait(lambda: " more rows (" in shell.last, "the first page")
    assert [row.split("  ")[0] for row in shell.rows[:2]] == ["--public", "--private"]
    assert shell.rows[0].endswith("Only public images")
    shell.send("q")
    shell.wait_for_line("image list ")


@pytest.mark.parametrize("text", ["echo a?", "echo 'a ?", 'echo "?', "echo a\\ ?", "# what ?", "!ls ?", "echo a;b?"])
def test_where_it_is_text_it_is_text(shell, text):
    shell.send(text)
    shell.wait_for_line(text)
    assert len(shell.rows) == 1


def test_a_word_of_its_own_can_be_typed_all_the_same(shell):
    shell.send("echo \x16?\r")
    shell.wait_for_row("?")


def test_an_unknown_command_has_nothing_to_show(shell):
    shell.send("xyzzy ?")
    shell.wait_for_output(b"\x07")
    shell.wait_for_line("xyzzy ")


def test_in_a_paste_it_is_text(shell):
    shell.paste("echo ?")
    shell.wait_for_line("echo ?")
