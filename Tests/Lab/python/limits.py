"""Unified limits of Glance: out of reach for all, small for project tiny. Sizes are in MiB."""

# resource: (for everybody, for project tiny)
LIMITS = {
    "image_size_total": (1_000_000, 1),
    "image_stage_total": (1_000_000, 2),
    "image_count_total": (1_000_000, 3),
    "image_count_uploading": (1_000, 1),
}


def make(keystone, image_service, tiny):
    for region in ("RegionOne", "RegionTwo"):
        for resource, (everybody, small) in LIMITS.items():
            where = {"service_id": image_service, "region_id": region, "resource_name": resource}
            ensure(keystone, "registered_limits", where, {"default_limit": everybody})
            ensure(keystone, "limits", {**where, "project_id": tiny}, {"resource_limit": small})


def ensure(keystone, collection, wanted, value):
    # These two collections take and return lists, unlike the others.
    for record in keystone.all(collection):
        if all(record.get(key) == each for key, each in wanted.items()):
            return
    keystone.call("POST", "/" + collection, {collection: [{**wanted, **value}]})
