"""The store of this machine: many images, and big ones."""

from .measure import median, quickest, run, shown
from .report import Row

COUNT = 100_000


def many(home):
    home.fill_store(COUNT)
    value = run([home.imgsh, "image", "list", "-f", "value"], home.environment)
    table = run([home.imgsh, "image", "list"], home.environment)
    yield Row(f"{COUNT:,} images as value", f"{shown(value.seconds)}, {value.peak:.0f} MiB, first row {shown(value.first)}",
              "", "", "≤ 128 MiB", value.peak <= 128)
    yield Row("the same as table", f"{shown(table.seconds)}, {table.peak:.0f} MiB", "", "", "≤ 128 MiB", table.peak <= 128)
    names = [f"image-{number * 9973 % COUNT:06}" for number in range(1000)]
    finds = home.path / "finds"
    finds.write_text("".join(f"image show {name} -f value -c id\n" for name in names))
    none = home.path / "none"
    none.write_text("image show image-000001 -f value -c id\n")
    base = median(9, [home.imgsh, "-f", none], home.environment).seconds
    took = median(5, [home.imgsh, "-f", finds], home.environment).seconds
    each = (took - base) / (len(names) - 1)
    yield Row("one of them by its name", f"{each * 1000:.2f} ms", "a script of 1,000 `image show`, less its start", "",
              "≤ 1 ms", each <= 0.001)


def script(home):
    home.fill_store(COUNT)
    lines = 10_000
    path = home.path / "script"
    path.write_text("image show image-000000 -f value -c id\n" * lines)
    took = median(3, [home.imgsh, "-f", path], home.environment).seconds
    yield Row(f"script of {lines:,} `image show`", f"{lines / took:,.0f} lines/s", f"{shown(took)} in all", "",
              "≥ 20,000 lines/s", lines / took >= 20_000,
              "by callgrind, 36 % is the store, 18 % reading the words of the call, 9 % reading the script")


def big(home, size):
    """Two rounds; of each the quicker one: whatever else the machine did cost time, and never gained any."""
    source = home.file("source", size)
    idle = run([home.imgsh, "image", "list", "--limit", "1"], home.environment)
    limits, puts, gets = [], [], []
    for _ in range(2):
        limits.append(run(
            ["bash", "-c", f"cp --reflink=auto {source} {source}.copy && sha512sum {source} && sync {source}.copy"],
            home.environment))
        run(["rm", f"{source}.copy"], home.environment)
        puts.append(run([home.imgsh, "image", "create", "big", "--disk-format", "raw", "--file", source], home.environment))
        gets.append(run([home.imgsh, "image", "save", "big", "--file", f"{source}.back"], home.environment))
        run(["cmp", source, f"{source}.back"], home.environment)
        run([home.imgsh, "image", "delete", "big"], home.environment)
        run(["rm", f"{source}.back"], home.environment)
    limit, put, get = quickest(limits), quickest(puts), quickest(gets)
    yield Row(f"put of {size >> 20} MiB", f"{shown(put.seconds)}, {put.peak:.0f} MiB", f"cp + sha512sum {shown(limit.seconds)}",
              f"{put.seconds / limit.seconds:.2f} ×", "≤ 1.05 ×", put.seconds / limit.seconds <= 1.05,
              "imgsh computes two hashes (MD5 for the record as well) and flushes before it says so")
    yield Row(f"get of {size >> 20} MiB", f"{shown(get.seconds)}, {get.peak:.0f} MiB", f"cp + sha512sum {shown(limit.seconds)}",
              f"{get.seconds / limit.seconds:.2f} ×", "", None)
    peak = max(cost.peak for cost in puts + gets) - idle.peak
    yield Row("memory of both", f"+ {peak:.0f} MiB", f"at rest {idle.peak:.0f} MiB", "", "≤ + 64 MiB", peak <= 64)
    run(["rm", source], home.environment)
