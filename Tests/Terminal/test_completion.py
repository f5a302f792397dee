"""Tab, at every place of a line."""

import pytest

from conftest import MANY
from terminal import PROMPT


@pytest.mark.parametrize("burst", [False, True], ids=["slowly", "burst"])
def test_smoke_a_command_word_is_completed(shell, burst):
    (shell.send if burst else shell.send_slowly)("image lis\t")
    shell.wait_for_line("image list ")


@pytest.mark.parametrize("burst", [False, True], ids=["slowly", "burst"])
def test_keys_behind_tab_come_after_its_answer(shell, burst):
    (shell.send if burst else shell.send_slowly)("image lis\t--lo\tx")
    shell.wait_for_line("image list --long x")


def test_an_option_that_takes_a_value_gets_its_blank(shell):
    shell.send("image create x --fil\t")
    shell.wait_for_line("image create x --file ")


@pytest.mark.parametrize("burst", [False, True], ids=["slowly", "burst"])
def test_an_image_name_with_spaces_is_quoted(home, burst):
    home.create_images("my image", "other")
    shell = home.start()
    (shell.send if burst else shell.send_slowly)("image show my\t")
    shell.wait_for_line("image show 'my image' ")
    shell.send("\r")
    shell.wait(lambda: any("my image" in row and "name" in row for row in shell.history), "the image")


def test_an_open_quote_is_completed_and_closed(home):
    home.create_images("my image", "other")
    shell = home.start()
    shell.send('image show "my i\t')
    shell.wait_for_line("image show 'my image' ")


def test_the_first_tab_goes_as_far_as_all_agree_and_the_second_lists(home):
    home.create_images("debian-11", "debian-12", "other")
    shell = home.start()
    shell.send("image show de\t")
    shell.wait_for_line("image show debian-1")
    assert len(shell.rows) == 1
    shell.send("\t")
    shell.wait(lambda: len(shell.rows) == 4, "two candidates and the line below them")
    assert [row.split()[0] for row in shell.rows[1:3]] == ["debian-11", "debian-12"]
    assert "queued" in shell.rows[1]
    shell.wait_for_line("image show debian-1")
    shell.send("2\t")
    shell.wait_for_line("image show debian-12 ")


def test_names_with_accents_are_inserted_byte_by_byte(home):
    home.create_images("cafe\u0301-1", "日本")
    shell = home.start()
    shell.send("image show caf\t")
    # The accent is not drawn, but it is in the line.
    shell.wait_for([PROMPT + "image show cafe-1"], (0, len(PROMPT) + 18))
    shell.send("\r")
    shell.wait_for_output("cafe\u0301-1".encode())
    shell.send("image show 日\t")
    shell.wait_for_line("image show 日本 ", len(PROMPT) + 16)


def test_a_completion_inside_the_line_keeps_what_follows(shell):
    shell.send("image li --long\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D\t")
    shell.wait_for_line("image list --long", len(PROMPT) + 11)


def test_nothing_to_offer_beeps_and_changes_nothing(shell):
    shell.send("image nonsense zzz\t")
    shell.wait_for_output(b"\x07")
    shell.wait_for_line("image nonsense zzz")


def test_a_list_goes_below_a_wrapped_line_and_the_line_below_the_list(home):
    home.create_images("debian-11", "debian-12")
    shell = home.start(columns=40)
    filler = "x" * 30
    shell.send(f"image delete {filler} debian-1\t")
    line = f"{PROMPT}image delete {filler} debian-1"
    wrapped = [line[:40], line[40:]]
    shell.wait(lambda: shell.rows[:2] == wrapped and shell.rows[-2:] == wrapped and len(shell.rows) > 4,
               "the list between the line and itself")
    assert shell.cursor == (len(shell.rows) - 1, len(wrapped[1]))


@pytest.fixture
def full(home, many_images):
    home.take_images(many_images)
    shell = home.start(rows=12)
    shell.send("image show image-\t")
    shell.wait(lambda: "more rows" in (shell.rows or [""])[-1], "the question of the pager")
    return shell


def listed(shell):
    return [name for row in shell.history for name in row.split() if name in MANY]


def test_a_long_list_is_shown_a_screenful_at_a_time(full):
    assert len(full.rows) == 12
    full.send("\r")
    full.wait(lambda: "more rows" in full.last and len(listed(full)) > 11 * 7, "one more row")
    while "more rows" in full.last:
        before = full.last
        full.send(" ")
        full.wait(lambda: full.last != before and full.cursor[1] > 0, "the next page")
    full.wait_for_line("image show image-")
    assert sorted(listed(full)) == MANY
    assert not any("more rows" in row for row in full.history)


def test_q_leaves_the_pager_and_the_line_is_as_it_was(full):
    full.send("q")
    full.wait_for_line("image show image-")
    assert not any("more rows" in row for row in full.history)
    full.send("042\t")
    full.wait_for_line("image show image-042 ")


def test_control_c_leaves_the_pager_but_not_the_line(full):
    full.send("\x03")
    full.wait_for_line("image show image-")


def test_other_keys_leave_the_pager_and_go_to_the_line(full):
    full.send("042\t")
    full.wait_for_line("image show image-042 ")


def test_a_pager_and_its_keys_in_one_burst(home, many_images):
    home.take_images(many_images)
    shell = home.start(rows=12)
    shell.send("image show image-\t  q299\t")
    shell.wait_for_line("image show image-299 ")


@pytest.mark.parametrize("burst", [False, True], ids=["slowly", "burst"])
def test_a_property_gets_its_values(shell, burst):
    (shell.send if burst else shell.send_slowly)("image set x --property hw_disk_b\tvirt\t--ta\t")
    shell.wait_for_line("image set x --property hw_disk_bus=virtio --tag ")


def test_the_values_of_a_property_are_listed_without_its_name(shell):
    shell.send("image set x --property hw_firmware_type=\t")
    shell.wait(lambda: shell.rows[1:2] == ["bios  uefi"], "the values")
    shell.wait_for_line("image set x --property hw_firmware_type=")


def test_what_only_holds_the_word_is_listed_and_one_left_replaces_it(home):
    home.create_images("ubuntu-server", "ubuntu-desktop", "other")
    shell = home.start()
    shell.send("image show buntu\t")
    shell.wait(lambda: len(shell.rows) == 4 and shell.rows[2].startswith("ubuntu-server"), "the names")
    shell.wait_for_line("image show buntu")
    shell.send("-s\t")
    shell.wait_for_line("image show ubuntu-server ")


def test_images_of_one_name_are_listed_and_chosen_by_their_ids(home):
    home.create_images("twin", "twin")
    shell = home.start()
    shell.send("image show twin\t")
    shell.wait(lambda: len(shell.rows) == 4, "both of them")
    ids = [row.split("(")[1][:8] for row in shell.rows[1:3]]
    shell.send("\x15image show " + ids[1] + "\t\r")
    shell.wait(lambda: any(ids[1] in row and "id" in row for row in shell.history), "the image")


def test_files_below_the_home_directory_are_completed(home):
    (home.path / "disk.raw").write_bytes(b"x")
    (home.path / "my disk.img").write_bytes(b"x")
    shell = home.start(columns=200)
    shell.send("image create x --file ~/di\t")
    shell.wait_for_line("image create x --file ~/disk.raw ")
    shell.send("\x15image create x --file ~/my\t")
    shell.wait_for_line(f"image create x --file '{home.path}/my disk.img' ")


def test_an_alias_is_completed_and_so_is_what_follows_it(shell):
    shell.send("alias ll='image list --long'\r")
    shell.send("ll --lim\t")
    shell.wait_for_line("ll --limit ")


def test_values_of_the_setting_that_was_named(shell):
    shell.send("config timing o\tn\t")
    shell.wait_for_line("config timing on ")


def test_a_service_that_does_not_answer_says_nothing_into_the_line(home):
    # Nobody listens there.
    shell = home.start(
        IMGSH_BACKEND="local", OS_AUTH_URL="http://127.0.0.1:1/v3", OS_USERNAME="demo", OS_PASSWORD="x",
        OS_PROJECT_NAME="demo", OS_USER_DOMAIN_ID="default", OS_PROJECT_DOMAIN_ID="default")
    shell.send("use glance\r")
    shell.wait(lambda: shell.last == "imgsh glance>" and shell.is_editing, "the prompt")
    shell.send("image show one\t")
    shell.wait_for_line("image show one…", len("imgsh glance> image show one"), prompt="imgsh glance> ")
    shell.send("x")
    shell.wait_for_line("image show onex", prompt="imgsh glance> ")
    assert not any("cannot reach" in row for row in shell.history)
