"""Regions, services and endpoints. RegionTLS has the services of RegionOne, over TLS."""

from session import port

REGIONS = ("RegionOne", "RegionTwo", "RegionTLS")
SERVICES = {"identity": "keystone", "image": "glance", "compute": "nova"}


def endpoints():
    keystone, nova = f"http://127.0.0.1:{port('KEYSTONE')}/v3", f"http://127.0.0.1:{port('NOVA')}/v2.1"
    return {
        ("identity", "RegionOne"): keystone,
        ("identity", "RegionTwo"): keystone,
        ("identity", "RegionTLS"): f"https://127.0.0.1:{port('TLS_KEYSTONE')}/v3",
        ("image", "RegionOne"): f"http://127.0.0.1:{port('GLANCE')}",
        ("image", "RegionTwo"): f"http://127.0.0.1:{port('GLANCE2')}",
        ("image", "RegionTLS"): f"https://127.0.0.1:{port('TLS_GLANCE')}",
        ("compute", "RegionOne"): nova,
        ("compute", "RegionTLS"): f"https://127.0.0.1:{port('TLS_NOVA')}/v2.1",
    }


def make(keystone):
    """Returns the IDs of the services, by type. An endpoint whose port was moved follows it."""
    have = {region["id"] for region in keystone.all("regions")}
    for region in REGIONS:
        if region not in have:
            keystone.call("POST", "/regions", {"region": {"id": region}})
    services = {kind: keystone.ensure("services", "service", {"type": kind, "name": name})
                for kind, name in SERVICES.items()}
    have = {(each["service_id"], each["region_id"], each["interface"]): each for each in keystone.all("endpoints")}
    for (kind, region), url in endpoints().items():
        for interface in ("public", "internal", "admin"):
            old = have.get((services[kind], region, interface))
            if old is None:
                keystone.call("POST", "/endpoints", {"endpoint": {
                    "service_id": services[kind], "region_id": region, "interface": interface, "url": url}})
            elif old["url"] != url:
                keystone.call("PATCH", f"/endpoints/{old['id']}", {"endpoint": {"url": url}})
    return services
