"""Nine sample images in each region, of every visibility and some special kinds. Those that are there stay."""

import json
import os
import struct

from session import STATE, image_url, login, request


def empty_qcow2(size):
    """Header, level-1 table and reference counts of an empty qcow2 version 3 disk of so many bytes."""
    cluster = 65536
    entries = max(1, -(-size // (cluster // 8 * cluster)))
    header = struct.pack(">4sIQIIQIIQQIIQQQQII", b"QFI\xfb", 3, 0, 0, 16, size, 0, entries, 3 * cluster, cluster,
                         1, 0, 0, 0, 0, 0, 4, 104)
    counts = struct.pack(">Q", 2 * cluster), struct.pack(">HHHH", 1, 1, 1, 1)
    return b"".join(part.ljust(cluster, b"\0") for part in (header, *counts, b""))


class Region:
    def __init__(self, service):
        self.images = image_url(service) + "/images"

    def named(self, headers, name):
        # Hidden images are in no list that does not ask for them.
        for filters in ({"visibility": "all"}, {"os_hidden": "true"}):
            found = request("GET", self.images, headers=headers, params={"name": name, **filters}).json()["images"]
            if found:
                return found[0]
        return None

    def ensure(self, headers, name, data, **values):
        """The URL of the image of this name; with data None it stays queued."""
        record = self.named(headers, name)
        if record is None:
            draft = {"name": name, "disk_format": "raw", "container_format": "bare", **values}
            record = request("POST", self.images, headers=headers, json=draft).json()
        url = f"{self.images}/{record['id']}"
        if record["status"] == "queued" and data is not None:
            octets = {**headers, "Content-Type": "application/octet-stream"}
            request("PUT", url + "/file", headers=octets, data=data)
        return url


def share(image, demo, other):
    with open(f"{STATE}/ids.json") as file:
        member = json.load(file)["projects"]["other"]
    members = image + "/members"
    if not request("GET", members, headers=demo).json()["members"]:
        request("POST", members, headers=demo, json={"member": member})
    request("PUT", f"{members}/{member}", headers=other, json={"status": "accepted"})


def main():
    demo, admin, other = login("demo", "demo"), login("admin", "admin"), login("other", "other")
    for service in ("GLANCE", "GLANCE2"):
        region = Region(service)
        region.ensure(demo, "sample-private", os.urandom(1 << 20), visibility="private", tags=["sample", "debian"],
                      os_distro="debian", os_version="12")
        share(region.ensure(demo, "sample-shared", os.urandom(1 << 19), tags=["sample"]), demo, other)
        region.ensure(demo, "sample-community", b"x" * 4096, visibility="community")
        region.ensure(admin, "sample-public", os.urandom(3 << 20), visibility="public", os_distro="ubuntu",
                      min_ram=512, min_disk=2)
        region.ensure(demo, "sample-qcow2", empty_qcow2(1 << 30), disk_format="qcow2")
        region.ensure(demo, "sample-protected", b"p" * 100, protected=True)
        region.ensure(demo, "sample-hidden", b"h" * 100, os_hidden=True)
        region.ensure(demo, "sample-queued", None)
        region.ensure(demo, "sample-Bücher", b"utf8")
    print("sample-* are there, in both regions")


main()
