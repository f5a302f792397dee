"""Keys at the prompt: Tab among many names, and every other key."""

from .keys import PROMPT, Keys
from .lists import COUNT
from .measure import middle, milliseconds
from .report import Row


def page_after_tab(keys, line, pattern, times=9):
    """The middle of some: Tab behind the line, until the first page is there."""
    taken = []
    for _ in range(times):
        keys.press(line, rb"")
        keys.rest()
        taken.append(keys.press(b"\t", pattern))
        keys.rest()
        if b"more rows" in keys.seen:
            keys.press(b"q", PROMPT)
        keys.press(b"\x15", rb"")
        keys.rest()
    return middle(taken)


def rows(home, lab):
    """After `local_store.many`: with its images in the store."""
    lab.seed(COUNT)
    env = {name: value for name, value in lab.environment.items() if name != "OS_CLOUD"}
    keys = Keys([home.imgsh, "--backend", "glance@lab-user"], env)
    keys.until(PROMPT)
    # The names are fetched once, behind the keys.
    for _ in range(120):
        keys.press(b"image show seed-0\t", rb"")
        keys.rest(0.5)
        if b"seed-09999" in keys.seen or b"more rows" in keys.seen and b"seed-00" in keys.seen:
            break
        keys.press(b"q\x15", rb"")
        keys.rest()
    keys.press(b"q\x15", rb"")
    keys.rest()
    took = page_after_tab(keys, b"image show seed-0", rb"more rows")
    keys.close()
    lab.clean()
    yield Row(f"Tab to the first page, {COUNT:,} names of Glance, cached", milliseconds(took), "", "", "≤ 100 ms", took <= 0.1)

    keys = Keys([home.imgsh, "--backend", "local"], env)
    keys.until(PROMPT)
    first = page_after_tab(keys, b"image show image-0", rb"more rows", times=1)
    took = page_after_tab(keys, b"image show image-0", rb"more rows")
    prefix = page_after_tab(keys, b"image show image-0999", rb"image-099999")
    yield Row("Tab to the first page, 100,000 names of the store", milliseconds(took), f"the first Tab {milliseconds(first)}",
              "", "≤ 100 ms", max(took, first) <= 0.1)
    yield Row("Tab behind a beginning that 100 of them have", milliseconds(prefix), "", "", "≤ 20 ms", prefix <= 0.02)
    text = (b"image show image-012345 -f json " * 40)[:1000]
    taken = []
    for at, key in enumerate(text):
        if at % 60 == 59:
            keys.press(b"\x15", rb"")
            keys.rest(0.05)
        # What is typed comes back by itself or behind colours; a blank may come as a movement of the cursor.
        taken.append(keys.press(bytes([key]), re_key(key)))
        keys.rest(0.005)
    keys.close()
    worst, typical = max(taken), middle(taken)
    yield Row("key to screen, 1,000 keys", f"median {milliseconds(typical)}, worst {milliseconds(worst)}", "", "", "≤ 10 ms",
              worst <= 0.01)


def re_key(key):
    return rb"." if key == 0x20 else bytes([0x5B, key, 0x5D]) if key != 0x2D else rb"-"
