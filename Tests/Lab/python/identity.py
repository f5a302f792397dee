"""Fills Keystone with what the lab needs, whatever of it is there already, and writes the files of the clients."""

import json

import accounts
import catalog
import clouds
import limits
from keystone import Keystone
from session import STATE


def main():
    keystone = Keystone()
    projects, users = accounts.make(keystone)
    services = catalog.make(keystone)
    limits.make(keystone, services["image"], projects["tiny"])
    credential = accounts.application_credential(users["demo"])
    clouds.write(credential)
    with open(f"{STATE}/ids.json", "w") as file:
        json.dump({"projects": projects, "users": users, "services": services}, file, indent=1)


main()
