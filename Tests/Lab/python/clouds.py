"""clouds.yaml and openrc, for the clients."""

import os

from session import STATE, identity_url, password_of, port


def entry(auth, region, more=()):
    lines = ["auth:", *(f"  {key}: {value}" for key, value in auth.items()), f"region_name: {region}",
             "interface: public", "identity_api_version: 3", *more]
    return lines


def password_cloud(user, project, region="RegionOne", more=(), url=None):
    auth = {
        "auth_url": url or identity_url(),
        "username": user,
        "password": password_of(user),
        "project_name": project,
        "user_domain_name": "Default",
        "project_domain_name": "Default",
    }
    return entry(auth, region, more)


def clouds(credential):
    tls = f"https://127.0.0.1:{port('TLS_KEYSTONE')}/v3"
    short = f"http://127.0.0.1:{port('KEYSHORT')}/v3"
    application = {
        "auth_url": identity_url(),
        "application_credential_id": credential,
        "application_credential_secret": os.environ["LAB_APPLICATION_SECRET"],
    }
    return {
        "lab-admin": password_cloud("admin", "admin"),
        "lab-user": password_cloud("demo", "demo"),
        "lab-other": password_cloud("other", "other"),
        "lab-reader": password_cloud("reader", "demo"),
        "lab-tiny": password_cloud("tiny", "tiny"),
        "lab-appcred": entry(application, "RegionOne", ["auth_type: v3applicationcredential"]),
        "lab-tls": password_cloud("demo", "demo", "RegionTLS", [f"cacert: {STATE}/etc/tls/ca.crt"], tls),
        "lab-tls-insecure": password_cloud("demo", "demo", "RegionTLS", ["verify: false"], tls),
        "lab-tls-nocert": password_cloud("demo", "demo", "RegionTLS", url=tls),
        "lab-two": password_cloud("demo", "demo", "RegionTwo"),
        "lab-two-admin": password_cloud("admin", "admin", "RegionTwo"),
        "lab-short": password_cloud("demo", "demo", url=short),
    }


def openrc():
    return {
        "OS_AUTH_URL": identity_url(),
        "OS_USERNAME": "demo",
        "OS_PASSWORD": password_of("demo"),
        "OS_PROJECT_NAME": "demo",
        "OS_USER_DOMAIN_NAME": "Default",
        "OS_PROJECT_DOMAIN_NAME": "Default",
        "OS_REGION_NAME": "RegionOne",
        "OS_INTERFACE": "public",
        "OS_IDENTITY_API_VERSION": "3",
    }


def private(name):
    """A file of passwords, which nobody else may read, whatever an earlier one allowed."""
    file = open(f"{STATE}/{name}", "w", opener=lambda path, flags: os.open(path, flags, 0o600))
    os.fchmod(file.fileno(), 0o600)
    return file


def write(credential):
    with private("clouds.yaml") as file:
        file.write("clouds:\n")
        for name, lines in clouds(credential).items():
            print(f"  {name}:", *(f"    {line}" for line in lines), sep="\n", file=file)
    with private("openrc") as file:
        print(*(f"export {name}={value}" for name, value in openrc().items()), sep="\n", file=file)
