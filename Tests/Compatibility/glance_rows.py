"""The table for the glance client, by IDs, as that client wants them. The names in braces are those of rows.py.

What is printed is compared where it is a table, and what is left behind for every command.
"""

from rows import Row

ADMIN = {"cloud": "lab-admin"}
TWO = {"cloud": "lab-two-admin"}
#: An import that goes on while the command shows the image: how far it is depends on the moment, how it ends does not.
UNDERWAY = {"compares_output": False}
CACHE = "--os-image-url http://127.0.0.1:9293"


def G(command, arguments="", **more):
    return Row(command, arguments, **more)


UNIQUE = "md-property-… says 'uniqueItems' of properties that are no lists, and writes it; an update loses what it does not name"
SILENT = "cache-… says what was refused and ends with status 0"

LOCATION = "location-add takes a way that services with locations nobody may see forbid; imgsh takes the new one"

TABLE = [
    G("image-list", "--tag cmp-seed"),
    G("image-list", "--tag cmp-seed", leading="--insec --os-image-u http://127.0.0.1:9292"),
    G("image-list", "--tag cmp-seed", leading="--os-t nonsense"),
    G("image-list", "--tag cmp-seed --limit 9"),
    G("image-list", "--tag cmp-seed --visibility public"),
    G("image-list", "--tag cmp-seed --property-filter cmp=seed"),
    G("image-list", "--tag cmp-seed --page-size 2"),
    G("image-list", "--tag cmp-hidden --hidden"),
    G("image-list", "--tag cmp-nobody-has-this"),
    G("image-list", "--tag cmp-seed --sort-key name --sort-dir desc"),
    G("image-list", "--tag cmp-seed --sort name:desc"),
    G("image-list", "--tag cmp-asked --member-status pending --visibility shared"),
    G("image-show", "{seed_id}"),
    G("image-show", "{tagged}"),
    G("image-show", "{queued}"),
    G("image-show", "{seed_id} --human-readable"),
    G("image-show", "{uuid}"),
    G("image-create", "--name {new}"),
    G("image-create", "--name {new} --disk-format raw --container-format bare"),
    G("image-create", "--name {new} --disk-format raw --container-format bare --property a=b --tags one --min-disk 2"),
    G("image-create", "--name {new} --disk-format raw --container-format bare --file {file}"),
    G("image-create", "--name {new} --disk-format raw --container-format bare --visibility community"),
    G("image-create", "--name {new} --disk-format raw --container-format bare --protected True"),
    G("image-update", "{active} --name {new} --property a=b"),
    G("image-update", "{tagged} --remove-property a"),
    G("image-update", "{active} --visibility community --min-ram 64"),
    G("image-delete", "{active}"),
    G("image-deactivate", "{active}"),
    G("image-reactivate", "{inactive}"),
    G("image-tag-update", "{active} one"),
    G("image-tag-delete", "{tagged} one"),
    G("image-upload", "{queued} --file {file}"),
    G("image-download", "{seed_id} --file {out}"),
    G("image-tasks", "{active}"),
    G("member-list", "--image-id {shared}"),
    G("member-list", "--image-id {active}"),
    G("member-create", "{shared} {demo}"),
    G("member-delete", "{shared} {other}"),
    G("member-get", "{shared} {other}"),
    G("member-update", "{asked} {demo} accepted"),
    G("usage"),
    G("explain", "member"),
    G("explain", "image"),
    G("task-list", "--type api_image_import --status success --sort-key created_at --sort-dir asc", **ADMIN),
    G("task-list", "--page-size 1 --type api_image_import --sort-key created_at --sort-dir asc", **ADMIN),
    G("task-show", "{task}", **ADMIN),
    G("task-show", "{uuid}", **ADMIN),
    G("task-create", "--type import --input '{{}}'"),
    G("task-create", "--type import --input '{{\"import_from\": \"http://127.0.0.1:9/x\", \"import_from_format\": \"raw\", "
      "\"image_properties\": {{}}}}'", **ADMIN),
    G("task-create", "--type nonsense --input '{{}}'", **ADMIN),
    G("task-create", "--type import --input nonsense", **ADMIN),
    # Import and stores
    G("import-info"),
    G("stores-info"),
    G("stores-info", "--detail", **ADMIN),
    G("stores-info", "--detail"),
    G("stores-delete", "{stored} --store slow", **ADMIN),
    G("stores-delete", "{active} --store slow", **ADMIN),
    G("image-stage", "{queued} --file {file}"),
    G("image-stage", "{queued} --file {file} --size 10240"),
    G("image-stage", "{active} --file {file}"),
    G("image-import", "{staged} --import-method glance-direct", **UNDERWAY),
    G("image-import", "{staged}", **UNDERWAY),
    G("image-import", "{staged} --import-method glance-direct --store slow", **UNDERWAY),
    G("image-import", "{staged} --import-method glance-direct --stores fast,slow --allow-failure False", **UNDERWAY),
    G("image-import", "{stored} --import-method copy-image --all-stores True --allow-failure True", **ADMIN, **UNDERWAY),
    G("image-import", "{queued} --import-method web-download"),
    G("image-import", "{queued} --import-method web-download --uri http://127.0.0.1:9/x", **UNDERWAY),
    G("image-import", "{queued} --import-method glance-download --remote-region RegionTwo --remote-image-id {uuid} "
      "--remote-service-interface public", **UNDERWAY),
    G("image-import", "{queued} --import-method glance-download"),
    G("image-import", "{queued} --import-method nonsense"),
    G("image-create-via-import", "--name {new} --disk-format raw --container-format bare --file {file}", **UNDERWAY),
    G("image-create-via-import", "--name {new} --disk-format raw --container-format bare --import-method web-download "
      "--uri http://127.0.0.1:9/x", **UNDERWAY),
    G("image-create-via-import", "--name {new} --disk-format raw --container-format bare --import-method glance-download "
      "--remote-region RegionTwo --remote-image-id {uuid}", **UNDERWAY),
    G("image-create-via-import", "--name {new} --disk-format raw --container-format bare --file {file} --stores fast,slow",
      **UNDERWAY),
    G("image-create-via-import", "--name {new} --disk-format raw --container-format bare --import-method web-download"),
    G("image-create-via-import", "--name {new} --disk-format raw --container-format bare"),
    # Locations, which the lab lets nobody write but by add-location
    G("add-location", "{queued} --url http://127.0.0.1:9/x", **ADMIN),
    G("add-location", "{queued} --url http://127.0.0.1:9/x --validation-data nonsense", **ADMIN),
    G("location-add", "{queued} --url http://127.0.0.1:9/x", **ADMIN, better=LOCATION),
    G("location-update", "{active} --url http://127.0.0.1:9/x --metadata '{{\"a\": \"b\"}}'", **ADMIN),
    G("location-delete", "{active} --url http://127.0.0.1:9/x", **ADMIN),
    # The image cache, which that client reaches by an address alone
    G("cache-list", "", leading=CACHE, **TWO),
    G("cache-nodes-list", "{active}", leading=CACHE, **TWO),
    G("cache-queue", "{active}", leading=CACHE, **TWO),
    G("cache-delete", "{active}", leading=CACHE, **TWO),
    G("cache-clear", "", leading=CACHE, **TWO),
    G("cache-clear", "--target queue", leading=CACHE, **TWO),
    G("cache-clean", "", leading=CACHE, **TWO),
    G("cache-prune", "", leading=CACHE, **TWO),
    G("cache-list", "", leading=CACHE, cloud="lab-two"),
    G("cache-clear", "", leading=CACHE, cloud="lab-two", better=SILENT),
    G("cache-list"),
    # Metadata definitions
    G("md-namespace-import", "--file {nsfile}", **ADMIN),
    G("md-namespace-import", "--file {file}", **ADMIN),
    G("md-namespace-list"),
    G("md-namespace-list", "--visibility public --resource-types OS::Nova::Flavor --page-size 3"),
    G("md-namespace-show", "OS::Compute::Watchdog"),
    G("md-namespace-show", "OS::Compute::Watchdog --resource-type OS::Glance::Image --max-column-width 60"),
    G("md-namespace-show", "{ns}", **ADMIN),
    G("md-namespace-show", "cmp-nobody-has-this"),
    G("md-namespace-create", "{new} --display-name D --description E --visibility public --protected True", **ADMIN),
    G("md-namespace-update", "{ns} --namespace {new} --display-name D --description E --visibility private "
      "--protected False", **ADMIN),
    G("md-namespace-delete", "{ns}", **ADMIN),
    G("md-namespace-objects-delete", "{ns}", **ADMIN),
    G("md-namespace-properties-delete", "{ns}", **ADMIN),
    G("md-namespace-tags-delete", "{ns}", **ADMIN),
    G("md-namespace-resource-type-list", "OS::Compute::Watchdog"),
    G("md-resource-type-list"),
    G("md-resource-type-associate", "{ns} --name OS::Cinder::Volume --prefix v_ --properties-target image", **ADMIN),
    G("md-resource-type-deassociate", "{ns} OS::Glance::Image", **ADMIN),
    G("md-property-list", "{ns}", **ADMIN),
    G("md-property-show", "{ns} kind", **ADMIN, better=UNIQUE),
    G("md-property-show", "{ns} kind --max-column-width 40", **ADMIN, better=UNIQUE),
    G("md-property-create", "{ns} --name p --title T --type integer --schema '{{\"minimum\": 1}}'", **ADMIN, better=UNIQUE),
    G("md-property-update", "{ns} size --title T --schema '{{\"maximum\": 9}}'", **ADMIN, better=UNIQUE),
    G("md-property-delete", "{ns} size", **ADMIN),
    G("md-object-list", "{ns}", **ADMIN),
    G("md-object-list", "OS::Compute::Watchdog"),
    G("md-object-show", "{ns} part", **ADMIN),
    G("md-object-create", "{ns} --name o --schema '{{\"description\": \"d\"}}'", **ADMIN),
    G("md-object-update", "{ns} part --name piece", **ADMIN),
    G("md-object-delete", "{ns} part", **ADMIN),
    G("md-object-property-show", "{ns} part label", **ADMIN),
    G("md-tag-list", "{ns}", **ADMIN),
    G("md-tag-show", "{ns} tag-a", **ADMIN),
    G("md-tag-create", "{ns} --name one", **ADMIN),
    G("md-tag-create-multiple", "{ns} --names 'one, two'", **ADMIN),
    G("md-tag-create-multiple", "{ns} --names one:two --delim : --append", **ADMIN,
      better="md-tag-create-multiple --append fails in the client itself"),
    G("md-tag-update", "{ns} tag-a --name other", **ADMIN),
    G("md-tag-delete", "{ns} tag-a", **ADMIN),
]
