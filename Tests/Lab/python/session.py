"""Requests to the services of the lab."""

import os
import sys

import requests

STATE = os.environ["LAB_STATE"]
PASSWORDS = {"admin": os.environ["LAB_ADMIN_PASSWORD"], "svc": os.environ["LAB_SERVICE_PASSWORD"]}
TIMEOUT = 60

connection = requests.Session()
# Neither a proxy nor a .netrc of the caller has a say.
connection.trust_env = False


def port(name):
    return os.environ["LAB_PORT_" + name]


def identity_url():
    return f"http://127.0.0.1:{port('KEYSTONE')}/v3"


def image_url(service):
    return f"http://127.0.0.1:{port(service)}/v2"


def password_of(user):
    return PASSWORDS.get(user, os.environ["LAB_USER_PASSWORD"])


def request(method, url, *expected, **options):
    """The response, when its status is expected (any below 400 unless named); otherwise the end, with what was said."""
    response = connection.request(method, url, timeout=TIMEOUT, **options)
    if response.status_code not in expected if expected else response.status_code >= 400:
        sys.exit(f"{method} {url}: {response.status_code}\n{response.text}")
    return response


def login(user, scope):
    """The header of a user's token. The scope is a project's name, or None for the system."""
    if scope is None:
        scope = {"system": {"all": True}}
    else:
        scope = {"project": {"name": scope, "domain": {"id": "default"}}}
    account = {"name": user, "domain": {"id": "default"}, "password": password_of(user)}
    identity = {"methods": ["password"], "password": {"user": account}}
    answer = request("POST", identity_url() + "/auth/tokens", json={"auth": {"identity": identity, "scope": scope}})
    return {"X-Auth-Token": answer.headers["X-Subject-Token"]}
