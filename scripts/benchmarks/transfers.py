"""Uploads, downloads and copies: imgsh beside curl, openstack and glance.

curl moves the same bytes and verifies nothing: it is the limit. Every program reads or writes the same file system.
"""

import os
import subprocess

from .measure import quickest, run, shown
from .report import Row

PROGRAMS = ["curl", "imgsh", "openstack", "glance"]


class Transfers:
    def __init__(self, home, lab, size):
        self.home, self.lab, self.size = home, lab, size

    def imgsh(self, *words):
        return self.home.imgsh_output(*words, env=self.lab.environment)

    def remove(self, *names):
        self.imgsh("image", "delete", *names)
        # What the service wrote is on its way to the disk; nobody else shall wait for it.
        subprocess.run(["sync"], check=True)

    def curl(self, *words):
        return run(["curl", "--fail", "--silent", "--show-error", "-H", f"X-Auth-Token: {self.lab.token()}", *words],
                   self.lab.environment)

    def upload(self, program, source):
        name, lab = f"bench-up-{program}", self.lab
        if program == "curl":
            image = self.imgsh("image", "create", name, "--disk-format", "raw", "-f", "value", "-c", "id")
            cost = self.curl("-X", "PUT", "-T", source, "-H", "Content-Type: application/octet-stream",
                             f"{lab.glance}/v2/images/{image}/file")
        elif program == "glance":
            cost = run([lab.peers / "glance", "image-create", "--name", name, "--disk-format", "raw", "--container-format",
                        "bare", "--file", source], lab.glance_environment)
        else:
            first = self.home.imgsh if program == "imgsh" else lab.peers / "openstack"
            cost = run([first, "image", "create", name, "--disk-format", "raw", "--file", source], lab.environment)
        self.remove(name)
        return cost

    def download(self, program, image, source):
        target, lab = self.home.path / "down", self.lab
        if program == "curl":
            cost = self.curl("-o", target, f"{lab.glance}/v2/images/{image}/file")
        elif program == "glance":
            cost = run([lab.peers / "glance", "image-download", image, "--file", target], lab.glance_environment)
        else:
            first = self.home.imgsh if program == "imgsh" else lab.peers / "openstack"
            cost = run([first, "image", "save", image, "--file", target], lab.environment)
        subprocess.run(["cmp", source, target], check=True)
        os.remove(target)
        subprocess.run(["sync"], check=True)
        return cost

    def compared(self, work, costs, idle, hashing):
        """With what it costs to hash the file alone, which is the limit where the processor is what is short."""
        curl, imgsh = costs["curl"], costs["imgsh"]
        yield Row(f"{work} of {self.size >> 20} MiB", f"{shown(imgsh.seconds)}, {imgsh.peak:.0f} MiB",
                  f"curl, without hashing {shown(curl.seconds)}", f"{imgsh.seconds / curl.seconds:.2f} ×", "≤ 1.05 ×",
                  imgsh.seconds / curl.seconds <= 1.05,
                  "two cores carry the service, the client and its hash; by perf SHA-512 is 67 % of imgsh's samples in a "
                  "download, reading and writing 17 %, and the changes between threads 1 %")
        limit = curl.cpu + hashing.cpu
        yield Row(f"processor for the {work}", shown(imgsh.cpu),
                  f"curl {shown(curl.cpu)} + sha512sum {shown(hashing.cpu)}", f"{imgsh.cpu / limit:.2f} ×", "≤ 1.05 ×",
                  imgsh.cpu / limit <= 1.05,
                  "what is beyond curl and the hash is the way of the bytes from libcurl's thread to the hash's and the file's")
        for peer in ("openstack", "glance"):
            cost = costs[peer]
            yield Row(f"{work} of {self.size >> 20} MiB", shown(imgsh.seconds),
                      f"{peer} {shown(cost.seconds)}, {cost.peak:.0f} MiB", f"{cost.seconds / imgsh.seconds:.2f} × faster",
                      "≥ 3 ×", cost.seconds / imgsh.seconds >= 3,
                      f"curl, which does no more than it must, is {cost.seconds / curl.seconds:.2f} × faster than {peer}: "
                      "the rest is the service's own time")
        yield Row(f"memory of the {work}", f"+ {imgsh.peak - idle:.0f} MiB", f"at rest {idle:.0f} MiB", "", "≤ + 64 MiB",
                  imgsh.peak - idle <= 64)

    @staticmethod
    def quicker(transfer, *words):
        """Of two rounds: whatever else the machine did cost time, and never gained any."""
        rounds = [{name: transfer(name, *words) for name in PROGRAMS} for _ in range(2)]
        return {name: quickest(costs[name] for costs in rounds) for name in PROGRAMS}

    def rows(self):
        source = self.home.file("source", self.size)
        idle = run([self.home.imgsh, "image", "list", "--limit", "1"], self.lab.environment).peak
        hashing = run(["sha512sum", source], self.lab.environment)
        yield from self.compared("upload", self.quicker(self.upload, source), idle, hashing)
        image = self.imgsh("image", "create", "bench-down", "--disk-format", "raw", "--file", source, "-f", "value", "-c", "id")
        yield from self.compared("download", self.quicker(self.download, image, source), idle, hashing)
        yield from self.copies(image, source)
        self.remove(image)
        os.remove(source)

    def copies(self, image, source):
        """Between the Glances of two regions; the second one may have a limit of its own for the size of an image."""
        two = dict(self.lab.environment, OS_CLOUD="lab-two")
        target = self.home.path / "between"
        size, note = self.size, ""
        if size > self.lab.size_cap_of_two:
            size, note = 200 << 20, "the second Glance of the lab takes no images of that size; "
            small = self.home.file("small", size)
            image = self.imgsh("image", "create", "bench-small", "--disk-format", "raw", "--file", small, "-f", "value", "-c",
                               "id")
            os.remove(small)

        def cleared():
            self.home.imgsh_output("image", "delete", "bench-copy", env=two)
            # What one of them wrote is on its way to the disk; the next one shall not wait for it.
            subprocess.run(["sync"], check=True)

        def by_openstack():
            save = run([self.lab.peers / "openstack", "image", "save", image, "--file", target], self.lab.environment)
            create = run([self.lab.peers / "openstack", "image", "create", "bench-copy", "--disk-format", "raw", "--file",
                          target], two)
            os.remove(target)
            return save.seconds + create.seconds

        def by_curl():
            """From one service to the other through a pipe; nothing is hashed, and nothing looked at."""
            new = self.home.imgsh_output(
                "image", "create", "bench-copy", "--disk-format", "raw", "-f", "value", "-c", "id", env=two)
            token = f"X-Auth-Token: {self.lab.token()}"
            return run(["bash", "-c", f"curl -sSf -H '{token}' {self.lab.glance}/v2/images/{image}/file | curl -sSf -T - "
                        f"-H '{token}' -H 'Content-Type: application/octet-stream' "
                        f"{self.lab.glance_of_two}/v2/images/{new}/file"], two).seconds

        subprocess.run(["sync"], check=True)
        copy = run([self.home.imgsh, "--backend", "glance@lab-user", "image", "copy", image, "glance@lab-two", "--name",
                    "bench-copy"], {key: value for key, value in self.lab.environment.items() if key != "OS_CLOUD"})
        cleared()
        peer = by_openstack()
        cleared()
        limit = by_curl()
        cleared()
        if size < self.size:
            self.remove(image)
        yield Row(f"copy of {size >> 20} MiB to the other region", f"{shown(copy.seconds)}, no file in between",
                  f"openstack save + create {shown(peer)}; curl into curl {shown(limit)}",
                  f"{peer / copy.seconds:.2f} × faster", "≥ 4 ×", peer / copy.seconds >= 4,
                  f"{note}curl into curl, without hashing, is {peer / limit:.2f} × faster than openstack: the rest is the "
                  "services' own time")
