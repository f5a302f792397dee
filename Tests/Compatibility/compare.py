"""Calls the openstack client and imgsh with the same arguments, on the same Glance, and compares what they answer."""

import argparse
import concurrent.futures
import contextlib
import fcntl
import json
import os
import re
import shlex
import sys
import tempfile
import time
import uuid

import glance_rows
import report
import rows
import surface
from clients import Runner
from readings import form_of, plain, read, settled
from stage import DATA, MARK, Stage

LAB = os.environ.get("LAB_STATE", "/tmp/imgsh-lab")
SIDES = ("cmp-a-", "cmp-b-")


class Things(dict):
    """What stands for the names in braces, made when a row asks for it."""

    def __init__(self, stage, mark, cloud, shared):
        super().__init__()
        self.stage = stage
        self.mark = mark
        self.names = 0
        self.cloud = cloud or "lab-user"
        self.shared = shared
        #: What to look at afterwards: the kind of thing, and its name or ID.
        self.made = []

    def __missing__(self, name):
        value = self.shared[name] if name in self.shared else getattr(self, "make_" + name)()
        self[name] = value
        return value

    def new_name(self):
        # The same for both sides, but for the mark.
        self.names += 1
        return f"{self.mark}{self.names:02}"

    def image(self, cloud=None, **fields):
        image = self.stage.image(self.new_name(), cloud=cloud or self.cloud, **fields)
        self.made.append(("image", image, self.region))
        return image

    @property
    def region(self):
        return "lab-two-admin" if self.cloud.startswith("lab-two") else "lab-admin"

    def make_new(self):
        return self.new_name()

    def make_uuid(self):
        return str(uuid.uuid4())

    def make_active(self):
        return self.image()

    def make_queued(self):
        return self.image(data=False)

    def make_protected(self):
        return self.image(protected=True)

    def make_hidden(self):
        return self.image(os_hidden=True)

    def make_private(self):
        return self.image(visibility="shared")

    def make_tagged(self):
        return self.image(tags=["one", "two"], a="b", b="x y", os_distro="debian", quote='it\'s "so"')

    def make_shared(self):
        image = self.image(visibility="shared")
        self.stage.share(image, self["other"], cloud=self.cloud)
        self.made.append(("members", image, self.region))
        return image

    def make_asked(self):
        image = self.image(cloud="lab-other", visibility="shared")
        self.stage.share(image, self["demo"], cloud="lab-other")
        self.made.append(("members", image, self.region))
        return image

    def make_inactive(self):
        image = self.image()
        self.stage.cloud(self.cloud).image.post(f"/images/{image}/actions/deactivate")
        return image

    def make_staged(self):
        image = self.image(data=False)
        kind = {"Content-Type": "application/octet-stream"}
        self.stage.cloud(self.cloud).image.put(f"/images/{image}/stage", data=DATA, headers=kind)
        return image

    def make_stored(self):
        """In two stores."""
        image = self.image()
        glance = self.stage.cloud("lab-admin").image
        body = {"method": {"name": "copy-image"}, "stores": ["slow"], "all_stores_must_succeed": True}
        answer = glance.post(f"/images/{image}/import", json=body)
        if answer.status_code != 202:
            raise RuntimeError(answer.text)
        for _ in range(200):
            record = self.stage.record(image)
            if set((record.get("stores") or "").split(",")) >= {"fast", "slow"}:
                return image
            time.sleep(0.05)
        raise RuntimeError(f"{image} is not copied")

    def make_ns(self):
        name = self.stage.namespace(self.new_name())
        self.made.append(("definition", name, None))
        return name

    def make_locked(self):
        name = self.stage.namespace(self.new_name(), protected=True)
        self.made.append(("definition", name, None))
        return name

    def make_lines(self):
        """A namespace with texts of several lines."""
        text = 'one\ntwo\t"three" \\'
        name = self.stage.namespace(
            self.new_name(), description=text, objects=[{"name": "part", "description": text.replace("\\", "")}])
        self.made.append(("definition", name, None))
        return name

    def make_nsfile(self):
        """A file with a namespace for md-namespace-import."""
        name = self.new_name()
        self.made.append(("definition", name, None))
        path = os.path.join(self.stage.directory, name + ".json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"namespace": name, "display_name": "D", "properties": {"p": {"title": "P", "type": "string"}},
                       "objects": [{"name": "o"}], "tags": [{"name": "t"}]}, file)
        return path

    def make_signkey(self):
        return self.stage.signing_key()

    def make_file(self):
        return self.stage.file

    def make_full(self):
        path = self["out"]
        with open(path, "w", encoding="utf-8") as file:
            file.write("what was there before")
        return path

    def make_log(self):
        return os.path.join(self.stage.directory, self.new_name())

    def make_out(self):
        path = os.path.join(self.stage.directory, self.new_name())
        self.made.append(("file", path, None))
        return path

    def traces(self):
        """What is left behind, in words that can be compared."""
        found = []
        for kind, name, where in self.made:
            if kind == "image":
                found.append(("image", sorted(plain(self.stage.record(name, where)).items(), key=str)))
            elif kind == "members":
                members = self.stage.members(name, where)
                found.append(("members", members))
            elif kind == "definition":
                found.append(("definition", sorted(self.stage.definition(name).items(), key=str)))
            elif os.path.exists(name):
                with open(name, "rb") as file:
                    found.append(("file", len(file.read())))
        return settled(repr(found), SIDES)


class Comparison:
    """One row, and how the answers were."""

    def __init__(self, row, ours, theirs):
        self.row = row
        self.ours = ours
        self.theirs = theirs
        form = form_of(shlex.split(row.call))
        self.differences = []
        if (ours.status == 0) != (theirs.status == 0):
            self.differences.append(f"status {theirs.status}, ours {ours.status}")
        elif theirs.status == 0 and row.compares_output:
            try:
                wraps = "width" in row.arguments
                same = read(ours.output, form, SIDES, wraps) == read(theirs.output, form, SIDES, wraps)
            except Exception as error:
                same = False
                self.differences.append(f"unreadable: {error}")
            if not same:
                self.differences.append("output")
        if ours.traces != theirs.traces:
            self.differences.append("what was done")
        self.settled = lambda text: settled(text, SIDES)
        # Whatever argparse refuses is not there either.
        self.is_missing = theirs.status != 2 and any(text in ours.errors for text in ("has no option", "no command"))

    @property
    def verdict(self):
        if not self.differences:
            return "equal"
        return "better" if self.row.better else "different"


def run_all(table, clients, stage, shared, jobs):
    """Every row with both clients, in the order of the table."""
    found = []
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for comparison in pool.map(lambda item: run(*item, clients, stage, shared), enumerate(table)):
            found.append(comparison)
            report.tell(comparison, clients)
    return found


def run(number, row, clients, stage, shared):
    answers = []
    for client, mark in zip(clients, SIDES):
        things = Things(stage, f"{mark}{number:03}-", row.cloud, shared)
        words = row.command.split() + [word.format_map(things) for word in shlex.split(row.arguments)]
        leading = [word.format_map(things) for word in shlex.split(row.leading)]
        answer = client.run(words, row.cloud, leading, row.stdin, dict(row.environment), row.typed)
        settle(things)
        answer.traces = things.traces()
        answers.append(answer)
    return Comparison(row, ours=answers[1], theirs=answers[0])


def settle(things):
    """Waits until the service does nothing more with the images."""
    for kind, name, where in things.made:
        if kind != "image":
            continue
        for _ in range(100):
            record = things.stage.record(name, where)
            busy = (
                record.get("status") in ("importing", "saving")
                or record.get("os_glance_importing_to_stores")
                or "os_glance_import_task" in record
            )
            if not busy:
                break
            time.sleep(0.05)


def prepare(stage):
    """What all rows share."""
    stage.clean()
    # Some come later than others, so that orders by time are the same every time.
    seeds = [
        stage.image(f"{MARK}seed", tags=["cmp-seed"], cmp="seed", os_distro="debian"),
        stage.image(f"{MARK}seed-2", tags=["cmp-seed", "two"], visibility="private"),
        stage.image(f"{MARK}seed-3", tags=["cmp-seed"], visibility="community", data=False),
        time.sleep(1.1) or stage.image(f"{MARK}seed-4", cloud="lab-admin", tags=["cmp-seed"], visibility="public", min_disk=1),
    ]
    stage.image(f"{MARK}hidden", tags=["cmp-hidden"], os_hidden=True)
    demo, other = stage.project("demo"), stage.project("other")
    asked = stage.image(f"{MARK}asked", cloud="lab-other", tags=["cmp-asked"], visibility="shared")
    stage.share(asked, demo, cloud="lab-other")
    # An import, so that there are tasks.
    imported = stage.image(f"{MARK}imported", data=False)
    glance = stage.cloud("lab-user").image
    glance.put(f"/images/{imported}/stage", data=DATA, headers={"Content-Type": "application/octet-stream"})
    glance.post(f"/images/{imported}/import", json={"method": {"name": "glance-direct"}})
    for _ in range(100):
        if stage.record(imported).get("status") == "active":
            break
        time.sleep(0.05)
    tasks = stage.cloud("lab-admin").image.get("/tasks?sort_key=created_at&sort_dir=asc").json()["tasks"]
    return {
        "seed": f"{MARK}seed",
        "seed_id": seeds[0],
        "demo": demo,
        "credential": stage.cloud("lab-appcred").config.config["auth"]["application_credential_id"],
        "credential_name": stage.credential_name(),
        "demo_user": stage.user("lab-user"),
        "trust": stage.trust(),
        "cert": os.path.join(LAB, "etc/tls/server.crt"),
        "key": os.path.join(LAB, "etc/tls/server.key"),
        "other": other,
        "task": tasks[0]["id"],
        "token": stage.cloud("lab-user").session.get_token(),
        "ca": os.path.join(LAB, "etc/tls/ca.crt"),
    }


@contextlib.contextmanager
def only_one(lab):
    """Two runs would take away each other's images."""
    with open(os.path.join(lab, "run", "compare.lock"), "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--imgsh", required=True, help="the program")
    parser.add_argument("--lab", required=True, help="the directory of the running lab")
    parser.add_argument("--only", default="", help="rows that match this regular expression, without a report")
    parser.add_argument("--jobs", type=int, default=1, help="rows at a time; more than one make the times useless")
    parser.add_argument("--report", help="the page to write, docs/compatibility.md")
    parser.add_argument("--differences", help="the page that names each difference and its row")
    given = parser.parse_args()
    os.environ["OS_CLIENT_CONFIG_FILE"] = os.path.join(given.lab, "clouds.yaml")

    commands = surface.commands()
    table = list(rows.OWN)
    for name, command in commands.items():
        if command.output:
            table += rows.outputs(name, command.output)
    table += rows.GLOBAL
    glance_table = list(glance_rows.TABLE)
    if given.only:
        wanted = re.compile(given.only)
        table = [row for row in table if wanted.search(" " + row.call)]
        glance_table = [row for row in glance_table if wanted.search(" " + row.call)]

    with only_one(given.lab), tempfile.TemporaryDirectory(prefix="imgsh-compare.") as directory:
        stage = Stage(directory)
        shared = prepare(stage)
        clients = [
            Runner("openstack", os.path.join(given.lab, "peers/bin/openstack"), given.lab, directory),
            Runner("imgsh", os.path.abspath(given.imgsh), given.lab, directory),
        ]
        # By glance's name, the program speaks as glance does.
        link = os.path.join(directory, "glance")
        os.symlink(os.path.abspath(given.imgsh), link)
        glance_clients = [
            Runner("glance", os.path.join(given.lab, "peers/bin/glance"), given.lab, directory, takes_cloud=False),
            Runner("imgsh", link, given.lab, directory, takes_cloud=False),
        ]
        try:
            found = run_all(table, clients, stage, shared, given.jobs)
            glance_found = run_all(glance_table, glance_clients, stage, shared, given.jobs)
        finally:
            stage.clean()
    summary = report.Summary(commands, surface.global_options(), found, clients, given.jobs)
    glance = report.GlanceSummary(surface.glance_commands(), glance_found, glance_clients)
    print(summary.line)
    print(glance.line)
    if given.report and not given.only:
        with open(given.report, "w", encoding="utf-8") as file:
            file.write(summary.page() + "\n" + glance.section())
    if given.differences and not given.only:
        with open(given.differences, encoding="utf-8") as file:
            if not summary.agrees_with(file.read()):
                sys.exit(1)
    sys.exit(0 if (summary.is_good and glance.is_good) or given.only else 1)


if __name__ == "__main__":
    main()
