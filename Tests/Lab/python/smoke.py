"""Proves the lab: in both regions an image is made, filled, read, and deleted; Nova shows the one of RegionOne."""

import hashlib
import os
import sys

from session import image_url, login, port, request


def prove(service, headers):
    images = image_url(service) + "/images"
    data = os.urandom(65536)
    draft = {"name": "smoke", "disk_format": "raw", "container_format": "bare"}
    image = f"{images}/{request('POST', images, 201, headers=headers, json=draft).json()['id']}"
    try:
        octets = {**headers, "Content-Type": "application/octet-stream"}
        request("PUT", image + "/file", 204, headers=octets, data=data)
        record = request("GET", image, 200, headers=headers).json()
        if record["status"] != "active" or record["os_hash_value"] != hashlib.sha512(data).hexdigest():
            sys.exit(f"{service} says of the image just made: {record}")
        if request("GET", image + "/file", 200, headers=headers).content != data:
            sys.exit(f"{service} gave other data than it was given")
        if service == "GLANCE":
            request("GET", f"http://127.0.0.1:{port('NOVA')}/v2.1/images/{record['id']}", 200, headers=headers)
    finally:
        request("DELETE", image, 204, headers=headers)


def main():
    headers = login("demo", "demo")
    for service in ("GLANCE", "GLANCE2"):
        prove(service, headers)


main()
