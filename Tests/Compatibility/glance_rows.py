"""The table for the glance client: the commands whose output is data, by IDs, as that client wants them.

The names in braces are those of rows.py. What is not here is named in the report: commands that move data without
printing any, and those whose output is a raw answer of the service, where imgsh prints rows.
"""

from rows import Row

ADMIN = {"cloud": "lab-admin"}


def G(command, arguments="", **more):
    return Row(command, arguments, **more)


UNIQUE = "md-property-… says 'uniqueItems' of properties that are no lists, and writes it; an update loses what it does not name"

TABLE = [
    G("image-list", "--tag cmp-seed"),
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
