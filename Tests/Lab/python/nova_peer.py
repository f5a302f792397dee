"""Finds an image by name with novaclient, which asks Glance, and shows it through Nova's image proxy, as 2.35 can."""

import os
import sys

from keystoneauth1 import loading, session
from novaclient import client

auth = loading.get_plugin_loader("password").load_from_options(
    auth_url=os.environ["OS_AUTH_URL"], username=os.environ["OS_USERNAME"], password=os.environ["OS_PASSWORD"],
    project_name=os.environ["OS_PROJECT_NAME"], user_domain_name="Default", project_domain_name="Default")
nova = client.Client("2.35", session=session.Session(auth=auth), region_name=os.environ["OS_REGION_NAME"])
found = nova.glance.find_image(sys.argv[1])
_, shown = nova.client.get(f"/images/{found.id}")
if shown["image"]["name"] != sys.argv[1] or shown["image"]["status"] != "ACTIVE":
    sys.exit(f"Nova shows: {shown}")
