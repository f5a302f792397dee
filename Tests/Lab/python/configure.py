"""Writes the configuration of every service below $LAB_STATE/etc, from templates/.

In a template @NAME@ stands for a value of the environment or of the call below, `@include FILE@` for another template.
"""

import os
import re
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
STATE = Path(os.environ["LAB_STATE"])


def rendered(template, values):
    text = (TEMPLATES / template).read_text()
    text = re.sub(r"@include (\S+)@", lambda found: rendered(found[1], values), text)
    return re.sub(r"@([A-Z][A-Z0-9_]*)@", lambda found: values[found[1]], text)


def write(place, template, folders=(), **own):
    """Renders a template to etc/`place`; its data folder is data/NAME, with the folders named."""
    name = place.split("/")[0].removesuffix(".conf")
    data = STATE / "data" / name
    for folder in ("", *folders):
        (data / folder).mkdir(parents=True, exist_ok=True)
    values = {
        "LAB_DEBUG": "False",
        **os.environ,
        "NAME": name,
        "DATA": str(data),
        "DATABASE": "mysql+pymysql://root@localhost/",
        "DATABASE_OPTIONS": f"unix_socket={STATE}/run/mariadb.sock&charset=utf8mb4",
        **own,
    }
    path = STATE / "etc" / place
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(path.name + ".new")
    aside.write_text(rendered(template, values))
    aside.rename(path)


def main():
    write("keystone/keystone.conf", "keystone.conf", TOKEN_SECONDS="3600")
    write("keyshort/keystone.conf", "keystone.conf", TOKEN_SECONDS=os.environ["LAB_SHORT_TTL"])
    glance = ("fast", "slow", "staging", "tasks", "cache", "lock")
    # Without the image cache and with no practical size cap, as most clouds run it.
    write("glance/glance-api.conf", "glance-api.conf", glance, REGION="RegionOne", PIPELINE="keystone",
          PORT=os.environ["LAB_PORT_GLANCE"], SIZE_CAP=str(64 << 30))
    # With the cache, whose first download of an image is chunked, and a cap that a test can pass.
    write("glance2/glance-api.conf", "glance-api.conf", glance, REGION="RegionTwo", PIPELINE="keystone+cachemanagement",
          PORT=os.environ["LAB_PORT_GLANCE2"], SIZE_CAP=os.environ["LAB_SIZE_CAP2"])
    write("nova/nova.conf", "nova.conf", ("lock",))
    # Nova looks for its pipeline beside its configuration, and nowhere else.
    pipeline = STATE / "etc/nova/api-paste.ini"
    pipeline.unlink(missing_ok=True)
    pipeline.symlink_to(STATE / "servers/etc/nova/api-paste.ini")
    write("nginx.conf", "nginx.conf", USER_LINE="user root;" if os.geteuid() == 0 else "")


main()
