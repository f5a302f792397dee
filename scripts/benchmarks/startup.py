"""How long it takes until a program is there."""

from . import keys
from .measure import median, middle, milliseconds, shown
from .report import Row


def rows(home, lab):
    version = median(25, [home.imgsh, "--version"], home.environment).seconds
    openstack = median(5, [lab.peers / "openstack", "--version"], lab.environment).seconds
    glance = median(5, [lab.peers / "glance", "--version"], lab.environment).seconds
    # Both on a terminal, which takes its time, and until it shows something.
    prompt = middle(keys.first_prompt(home.imgsh, home.environment) for _ in range(25))
    said = middle(keys.version(home.imgsh, home.environment) for _ in range(25))
    yield Row("`imgsh --version`", milliseconds(version), f"openstack {shown(openstack)}",
              f"{openstack / version:.0f} × faster", "≥ 100 ×", openstack / version >= 100,
              "710 page faults (`true` has 49); by callgrind, 4.9 million instructions: 53 % the loader's, which writes "
              "104,000 addresses and looks up 2,200 names (two thirds of them are libsqlite3's own), 16 % the making of "
              "types, and 13 % the names of all commands; a command is made when it is called. A program linked for a "
              "fixed address would start sooner; it is not, so that its addresses stay random")
    yield Row("`imgsh --version`", milliseconds(version), f"glance {shown(glance)}",
              f"{glance / version:.0f} × faster", "≥ 50 ×", glance / version >= 50)
    yield Row("first prompt", milliseconds(prompt), f"--version on a terminal {milliseconds(said)}",
              f"{prompt / said:.2f} ×", "≤ 1.5 ×", prompt / said <= 1.5,
              "by callgrind, 8.8 million instructions")
    lab.clean()
    imgsh = median(9, [home.imgsh, "image", "list"], lab.environment)
    peer = median(3, [lab.peers / "openstack", "image", "list"], lab.environment)
    limit = middle(lab.pages()[0] for _ in range(9))
    yield Row("`imgsh image list` on Glance, processor", milliseconds(imgsh.cpu), f"openstack {shown(peer.cpu)}",
              f"1/{peer.cpu / imgsh.cpu:.0f}", "≤ 1/100", peer.cpu / imgsh.cpu >= 100,
              "by callgrind, 35 % of 50 million instructions load libcurl and its thirty libraries: `curl --version` alone "
              "took 10 ms here; 20 % are the making of types")
    yield Row("`imgsh image list` on Glance, wall", milliseconds(imgsh.seconds),
              f"login and list alone {milliseconds(limit)}; openstack {shown(peer.seconds)}",
              f"+ {milliseconds(imgsh.seconds - limit)}", "+ 10 ms", imgsh.seconds - limit <= 0.010)
