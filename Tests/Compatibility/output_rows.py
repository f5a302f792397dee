"""The ways to write the output of a command."""

from row import ADMIN, SEED, TWO, Row

#: For each command with an output: arguments that give one, and two of its columns.
SAMPLES = {
    "cached image list": ("", "ID", "State", TWO),
    "image add project": ("{private} {other}", "member_id", "status", {}),
    "image create": ("{new} --disk-format raw", "name", "status", {}),
    "image import": ("{staged} --method glance-direct", "name", "id", {}),
    "image import info": ("", "import-methods", "import-methods", {}),
    "image list": (SEED, "Name", "Status", {}),
    "image member get": ("{shared} {other}", "member_id", "status", {}),
    "image member list": ("{shared}", "Member ID", "Status", {}),
    "image metadef namespace create": ("{new}", "namespace", "visibility", ADMIN),
    "image metadef namespace list": ("", "namespace", "namespace", {}),
    "image metadef namespace show": ("{ns}", "namespace", "visibility", ADMIN),
    "image metadef object create": ("{new} --namespace {ns}", "name", "namespace_name", ADMIN),
    "image metadef object list": ("{ns}", "name", "description", ADMIN),
    "image metadef object property show": ("{ns} part label", "name", "title", ADMIN),
    "image metadef object show": ("{ns} part", "name", "required", ADMIN),
    "image metadef property create": ("{ns} --name p --title T --type string --schema '{{}}'", "name", "type", ADMIN),
    "image metadef property list": ("{ns}", "name", "type", ADMIN),
    "image metadef property show": ("{ns} kind", "name", "type", ADMIN),
    "image metadef resource type association create": ("{ns} OS::Cinder::Volume", "name", "prefix", ADMIN),
    "image metadef resource type association list": ("{ns}", "Name", "Name", ADMIN),
    "image metadef resource type list": ("", "Name", "Name", {}),
    "image show": ("{seed}", "name", "status", {}),
    "image stores list": ("", "ID", "Description", {}),
    "image task list": ("--type import", "ID", "Status", ADMIN),
    "image task show": ("{task} -c id -c owner_id -c created_at", "id", "status", ADMIN),
    "server image create": ("cmp-no-server", "name", "status", {}),
}

LIST_OUTPUTS = [
    "-f json --noindent",
    "-f csv --quote all",
    "-f yaml",
    "-f value -c '{second}' -c '{first}'",
    "--max-width 60 --print-empty",
    "--fit-width --column '{first}'",
    "-f csv --quote minimal --sort-column '{first}' --sort-descending",
    "-f json --sort-column '{second}' --sort-ascending",
]

SHOW_OUTPUTS = [
    "-f json --noindent",
    "-f shell --prefix p_",
    "-f yaml",
    "-f value -c '{second}' -c '{first}'",
    "--max-width 60 --print-empty",
    "--fit-width --column '{first}'",
]


def outputs(command, kind):
    """The rows that try the ways to write the output of a command."""
    arguments, first, second, more = SAMPLES[command]
    for options in LIST_OUTPUTS if kind == "list" else SHOW_OUTPUTS:
        yield Row(command, f"{arguments} {options.format(first=first, second=second)}".strip(), **more)
