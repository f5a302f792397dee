"""Many small images, straight into Glance's database by its own models: thousands per second.

Each is active, has 64 bytes of data in the store `fast`, five properties and two tags.
"""

import argparse
import configparser
import datetime
import hashlib
import json
import time
import uuid
import warnings
from pathlib import Path

warnings.simplefilter("ignore")

import sqlalchemy
from glance.db.sqlalchemy import models
from session import STATE

IMAGE, PROPERTY, TAG, LOCATION = (
    model.__table__ for model in (models.Image, models.ImageProperty, models.ImageTag, models.ImageLocation))
DISTRIBUTIONS = ("debian", "ubuntu", "fedora", "rocky")
SEEDED = IMAGE.c.name.like("seed-%")


class Seeder:
    def __init__(self, service):
        configuration = configparser.RawConfigParser(strict=False)
        configuration.read(f"{STATE}/etc/{service}/glance-api.conf")
        self.engine = sqlalchemy.create_engine(configuration["database"]["connection"])
        self.store = Path(configuration["fast"]["filesystem_store_datadir"])

    def count(self):
        living = sqlalchemy.select(sqlalchemy.func.count()).where(SEEDED, IMAGE.c.deleted.is_(False))
        with self.engine.connect() as connection:
            return connection.execute(living).scalar()

    def next_number(self):
        last = sqlalchemy.select(sqlalchemy.func.max(IMAGE.c.name)).where(SEEDED)
        with self.engine.connect() as connection:
            name = connection.execute(last).scalar()
        return int(name.removeprefix("seed-")) + 1 if name else 0

    def add(self, count, owner, visibility):
        first = self.next_number()
        newest = datetime.datetime.now(datetime.UTC).replace(tzinfo=None, microsecond=0)
        with self.engine.begin() as connection:
            for start in range(0, count, 1000):
                rows = {IMAGE: [], PROPERTY: [], TAG: [], LOCATION: []}
                for index in range(start, min(start + 1000, count)):
                    when = newest - datetime.timedelta(seconds=count - 1 - index)
                    self.add_one(rows, first + index, when, owner, visibility)
                for table, values in rows.items():
                    connection.execute(table.insert(), values)

    def add_one(self, rows, number, when, owner, visibility):
        image = str(uuid.uuid4())
        data = (f"seed-{number:06d} ".encode() * 8)[:64].ljust(64, b".")
        (self.store / image).write_bytes(data)
        common = {"created_at": when, "updated_at": when, "deleted": False}
        rows[IMAGE].append({
            **common, "id": image, "name": f"seed-{number:06d}", "size": 64, "virtual_size": 64, "status": "active",
            "disk_format": "raw", "container_format": "bare", "checksum": hashlib.md5(data).hexdigest(),
            "os_hash_algo": "sha512", "os_hash_value": hashlib.sha512(data).hexdigest(), "min_disk": number % 40,
            "min_ram": 512 * (number % 8), "owner": owner, "protected": False, "os_hidden": False,
            "visibility": visibility})
        properties = {"os_distro": DISTRIBUTIONS[number % 4], "os_version": str(number % 13), "hw_disk_bus": "virtio",
                      "architecture": "x86_64", "build": f"b{number}"}
        rows[PROPERTY] += ({**common, "image_id": image, "name": name, "value": value}
                           for name, value in properties.items())
        rows[TAG] += ({**common, "image_id": image, "value": value} for value in ("seed", f"t{number % 10}"))
        rows[LOCATION].append({**common, "image_id": image, "value": f"file://{self.store}/{image}",
                               "meta_data": {"store": "fast"}, "status": "active"})

    def clean(self):
        """Removes them all, even those that were deleted through the API; returns their number."""
        with self.engine.begin() as connection:
            images = [row[0] for row in connection.execute(sqlalchemy.select(IMAGE.c.id).where(SEEDED))]
            for start in range(0, len(images), 500):
                part = images[start:start + 500]
                for table in (PROPERTY, TAG, LOCATION, models.ImageMember.__table__):
                    connection.execute(table.delete().where(table.c.image_id.in_(part)))
                connection.execute(IMAGE.delete().where(IMAGE.c.id.in_(part)))
        for image in images:
            (self.store / image).unlink(missing_ok=True)
        return len(images)


def arguments():
    parser = argparse.ArgumentParser(prog="seed", description="Sees to it that a region has COUNT seeded images.")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("count", nargs="?", type=int, metavar="COUNT")
    what.add_argument("--clean", action="store_true", help="remove all seeded images instead")
    parser.add_argument("--region", choices=("1", "2"), default="1")
    parser.add_argument("--project", default="demo", help="their owner (default: demo)")
    parser.add_argument("--visibility", default="shared", choices=("shared", "private", "public", "community"))
    return parser.parse_args()


def main():
    wanted = arguments()
    seeder = Seeder("glance" if wanted.region == "1" else "glance2")
    begin = time.monotonic()
    if wanted.clean:
        done = f"{seeder.clean()} seeded images removed"
    else:
        have = seeder.count()
        with open(f"{STATE}/ids.json") as file:
            owner = json.load(file)["projects"][wanted.project]
        missing = max(0, wanted.count - have)
        seeder.add(missing, owner, wanted.visibility)
        done = f"{have + missing} seeded images, {missing} of them new"
    print(f"{done}, in {time.monotonic() - begin:.1f} s")


main()
