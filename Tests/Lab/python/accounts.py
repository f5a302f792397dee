"""Projects, users, their roles, and an application credential."""

import os

from session import identity_url, login, password_of, request

PROJECTS = ("admin", "demo", "other", "tiny", "service")
USERS = ("admin", "demo", "other", "tiny", "reader", "svc")
ROLES = (
    ("admin", "admin", "admin"),
    ("admin", "demo", "admin"),
    ("demo", "demo", "member"),
    ("other", "other", "member"),
    ("tiny", "tiny", "member"),
    ("reader", "demo", "reader"),
    ("svc", "service", "admin"),
    ("svc", "service", "service"),
)


def make(keystone):
    """Returns the IDs of the projects and of the users, by name."""
    projects = {
        name: keystone.ensure("projects", "project", {"name": name, "domain_id": "default"}) for name in PROJECTS
    }
    users = {
        name: keystone.ensure("users", "user", {"name": name, "domain_id": "default"}, password=password_of(name))
        for name in USERS
    }
    roles = {role["name"]: role["id"] for role in keystone.all("roles")}
    for user, project, role in ROLES:
        keystone.call("PUT", f"/projects/{projects[project]}/users/{users[user]}/roles/{roles[role]}")
    # Glance reads the limits of every project with it.
    keystone.call("PUT", f"/system/users/{users['svc']}/roles/{roles['reader']}")
    return projects, users


def application_credential(demo):
    """The ID of the application credential `lab` of user demo in project demo."""
    url = f"{identity_url()}/users/{demo}/application_credentials"
    headers = login("demo", "demo")
    for credential in request("GET", url, headers=headers).json()["application_credentials"]:
        if credential["name"] == "lab":
            return credential["id"]
    wanted = {"name": "lab", "secret": os.environ["LAB_APPLICATION_SECRET"], "description": "lab-appcred"}
    return request("POST", url, headers=headers, json={"application_credential": wanted}).json()[
        "application_credential"]["id"]
