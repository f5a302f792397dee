"""Lists of 10,000 images of a service."""

from .measure import run, shown
from .report import Row

COUNT = 10_000


def rows(home, lab):
    lab.seed(COUNT)
    lab.pages()
    limit, page = lab.pages()
    table = run([home.imgsh, "image", "list"], lab.environment)
    value = run([home.imgsh, "image", "list", "-f", "value"], lab.environment)
    json = run([home.imgsh, "image", "list", "-f", "json"], lab.environment)
    few = run([home.imgsh, "image", "list", "--limit", "1"], lab.environment)
    peer = run([lab.peers / "openstack", "image", "list"], lab.environment)
    again, _ = lab.pages()
    limit = (limit + again) / 2
    beside = f"the service's pages alone {shown(limit)}; openstack {shown(peer.seconds)}, {peer.peak:.0f} MiB"
    for name, cost in [("table", table), ("JSON", json), ("value", value)]:
        yield Row(f"{COUNT:,} images as {name}", f"{shown(cost.seconds)}, {cost.peak:.0f} MiB", beside,
                  f"{cost.seconds / limit:.2f} ×", "≤ 1.05 ×", cost.seconds / limit <= 1.05)
    yield Row("first row of them (value)", shown(value.first), f"first page alone {shown(page)}",
              f"{value.first / page:.2f} ×", "after page 1", value.first < page * 1.5)
    yield Row("memory of the list (value)", f"{value.peak:.0f} MiB", f"one image {few.peak:.0f} MiB",
              f"+ {value.peak - few.peak:.0f} MiB", "flat", value.peak - few.peak < 16)
    lab.clean()
