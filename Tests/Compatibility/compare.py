"""Calls the openstack client and imgsh with the same arguments, on the same Glance, and compares what they answer."""

import argparse
import concurrent.futures
import contextlib
import fcntl
import os
import re
import shlex
import sys
import tempfile
import time

import glance_rows
import global_rows
import output_rows
import report
import rows
import surface
from clients import Runner
from readings import form_of, read, settled
from stage import DATA, MARK, Stage
from things import SIDES, Things

LAB = os.environ.get("LAB_STATE", "/tmp/imgsh-lab")


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
            table += output_rows.outputs(name, command.output)
    table += global_rows.GLOBAL
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
