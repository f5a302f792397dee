"""The table: what is called, for each command of the openstack client.

A row is a command and its arguments. Names in braces stand for things that are made for the row, anew for each client:

    {seed}        an active image that all rows share, and nobody changes     {seed_id}  its ID
    {active}      an active image    {queued}  one without data    {shared}  one that is shared with the project 'other'
    {protected}   a protected one    {hidden}  a hidden one        {tagged}  one with tags and properties
    {asked}       one of the project 'other' that is shared with 'demo', which has not answered
    {new}         a name nobody has  {uuid}    an ID nobody has
    {ns}          a namespace of metadata definitions with all there can be in one    {locked}  a protected one
    {lines}       a namespace with texts of several lines
    {file}        a file with data   {full}  one of the row's own   {out}     the name of a file that is not there
    {other}       the ID of the project 'other'    {signkey}  a file with a private key

Whatever a row made or changed is compared as well, not only what was printed.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    command: str
    arguments: str = ""
    cloud: str = "lab-user"
    leading: str = ""
    stdin: bytes | None = None
    #: Why the answers may differ: what openstack gets wrong, and imgsh gets right.
    better: str | None = None
    #: The variables both are given.
    environment: tuple = ()
    #: Whether what is printed counts, beside the status and what is left behind.
    compares_output: bool = True
    #: Typed at the terminal again and again, for whoever asks something.
    typed: bytes | None = None

    @property
    def call(self):
        """As it is typed, with the names in braces."""
        words = " ".join(word for word in (self.leading, self.command, self.arguments) if word)
        return words.replace("{{", "{").replace("}}", "}")


def R(command, arguments="", **more):
    return Row(command, arguments, **more)


ADMIN = {"cloud": "lab-admin"}
TWO = {"cloud": "lab-two-admin"}
SEED = "--tag cmp-seed"
SHELL = "-f shell quotes nothing but \": what is in a property is run by the shell that evaluates the line"
TASKS = "task list reads --max-items and --limit, and lists all the same"
CUT = "--limit, --max-items and --marker cut a list before it is sorted, so that --sort orders what an accident left"

OWN = [
    # Lists
    R("image metadef namespace list", "-f json"),
    R("image metadef namespace list", "--resource-types OS::Nova::Flavor -f json"),
    R("image metadef namespace list", "--visibility public -f json"),
    R("image list", SEED),
    R("image list", f"{SEED} --long"),
    R("image list", f"{SEED} --long -f json"),
    R("image list", f"{SEED} --public -f json"),
    R("image list", f"{SEED} --private -f json"),
    R("image list", f"{SEED} --community -f json"),
    R("image list", f"{SEED} --shared -f json"),
    R("image list", f"{SEED} --all -f json", **ADMIN),
    R("image list", f"{SEED} --all -f json"),
    R("image list", f"{SEED} --tag two -f json"),
    R("image list", f"{SEED} --public --private"),
    R("image list", f"{SEED} --status nonsense -f json"),
    R("image list", f"{SEED} --status actve -f json",
      better="list --status takes a slip for a status, and finds nothing"),
    R("image list", f"{SEED} --property cmp=seed -f json"),
    R("image list", f"{SEED} --property cmp=other -f json"),
    R("image list", "--name {seed} -f json"),
    R("image list", f"{SEED} --status active -f json"),
    R("image list", f"{SEED} --status queued -f json"),
    R("image list", "--member-status pending --shared --tag cmp-asked -f json"),
    R("image list", "--member-status all --shared --tag cmp-asked -f json"),
    R("image list", "--member-status accepted --shared --tag cmp-asked -f json"),
    R("image list", f"{SEED} --project demo -f json", **ADMIN),
    R("image list", f"{SEED} --project demo --project-domain Default -f json", **ADMIN),
    R("image list", f"{SEED} --project {{other}} -f json", **ADMIN),
    R("image list", "--tag cmp-hidden --hidden -f json"),
    R("image list", f"{SEED} --sort name:desc -f json"),
    R("image list", f"{SEED} --sort status:asc,name:desc -f json"),
    R("image list", f"{SEED} --sort size:asc,name:desc -f json",
      better="--sort size compares sizes as texts, so that 9 comes after 10, and nothing after everything"),
    R("image list", f"{SEED} --limit 9 -f json"),
    R("image list", f"{SEED} --limit 1 -f json", better=CUT),
    R("image list", f"{SEED} --marker {{seed_id}} --sort name:asc -f json", better=CUT),
    R("image list", f"{SEED} --max-items 9 -f json"),
    R("image list", f"{SEED} --max-items 1 -f json", better=CUT),
    R("image list", f"{SEED} --lon --form json"),
    R("image list", f"{SEED} -fvalue -cName"),
    R("image list", f"{SEED} --format=csv --column=Name --quote=minimal"),
    R("image list", f"{SEED} -f value -c Status -c ID"),
    R("image list", "--name cmp-nobody-has-this"),
    R("image list", "--name cmp-nobody-has-this --print-empty"),
    R("image list", "--name cmp-nobody-has-this -f json"),
    R("image list", "--name cmp-nobody-has-this -f csv"),
    R("image list", "--name cmp-nobody-has-this -f yaml"),
    R("image list", "--nonsense"),
    # One image
    R("image show", "{seed}"),
    R("image show", "{seed_id} -f json"),
    R("image show", "{tagged} -f json"),
    R("image show", "{tagged}"),
    R("image show", "{tagged} -f shell", better=SHELL),
    R("image show", "{tagged} -f value"),
    R("image show", "{seed} --human-readable -f json"),
    R("image show", "{queued} -f json"),
    R("image show", "cmp-nobody-has-this"),
    R("image show", "{seed} -f value -c size -c id"),
    R("image create", "{new}"),
    R("image create", "{new} --id {uuid} -f json"),
    R("image create", "{new} --disk-format qcow2 --container-format bare --min-disk 2 --min-ram 64 -f json"),
    R("image create", "{new} --file {file} --disk-format raw -f json"),
    R("image create", "{new} --file {file} --size 10240 -f json"),
    R("image create", "{new} --file {file} --progress -f json"),
    R("image create", "{new} --file {file} --force -f json"),
    R("image create", "{new} --file {file} --import -f json",
      better="create --import ends before the image is imported, and shows it half done"),
    R("image create", "{new} --protected -f json"),
    R("image create", "{new} --unprotected -f json"),
    R("image create", "{new} --public -f json", **ADMIN),
    R("image create", "{new} --private -f json"),
    R("image create", "{new} --community -f json"),
    R("image create", "{new} --shared -f json"),
    R("image create", "{new} --property a=b --property os_distro=debian --tag t --tag s -f json"),
    R("image create", "{new} --project other -f json", **ADMIN),
    R("image create", "{new} --project other --project-domain Default -f json", **ADMIN),
    R("image create", "{new} --public -f json"),
    R("image create", "{new} --disk-format nonsense -f json"),
    R("image create", "{new} --file {out}"),
    # A volume, which the lab has not
    R("image create", "{new} --volume data"),
    R("image create", "{new} --volume data --force --disk-format qcow2 --container-format bare --private"),
    R("image create", "{new} --volume data --file {file}"),
    # A signature: the lab's Glance cannot get the certificate, so that it refuses signed data
    R("image create", "{new} --file {file} --sign-key-path {signkey} --sign-cert-id {uuid}", typed=b"\n"),
    R("image create", "{new} --file {file} --sign-key-path {out} --sign-cert-id {uuid}", typed=b"\n"),
    R("image create", "{new} --file {file} --sign-key-path {signkey}"),
    R("image create", "{new} --file {file} --sign-cert-id {uuid}"),
    R("image create", "{new} --sign-key-path {signkey} --sign-cert-id {uuid}"),
    R("image create", "{new} --file {file} --import --sign-key-path {signkey} --sign-cert-id {uuid} -f json",
      typed=b"\n", better="a signature is written as b'…', which nobody can verify"),
    R("image create", "{new} --disk-format raw -f json", stdin=b"data by standard input"),
    R("image create", "{new} -f json", stdin=b"",
      better="create takes any standard input that is no terminal for data, so that a record made under cron is active "
      "and empty"),
    R("image delete", "{active}"),
    R("image delete", "{active} {queued}"),
    R("image delete", "{protected}"),
    R("image delete", "cmp-nobody-has-this"),
    R("image delete", "{stored} --store slow", **ADMIN),
    R("image delete", "{active} --store fast", **ADMIN),
    R("image delete", "{active} --store cmp-nobody-has-this", **ADMIN),
    R("image save", "{seed} --file {out}"),
    R("image save", "{seed_id} --file {out} --chunk-size 4096"),
    R("image save", "{seed} --file {out} --store-preference fast"),
    R("image save", "{seed} --file {full}", better="save replaces a file that is there without a word"),
    R("image save", "{queued} --file {out}", better="save of an image without data leaves an empty file, and status 0"),
    R("image set", "{active} --name {new}"),
    R("image set", "{active} --min-disk 3 --min-ram 128"),
    R("image set", "{queued} --container-format ovf --disk-format vmdk"),
    R("image set", "{active} --protected"),
    R("image set", "{protected} --unprotected"),
    R("image set", "{active} --public", **ADMIN),
    R("image set", "{active} --private"),
    R("image set", "{active} --community"),
    R("image set", "{active} --shared"),
    R("image set", "{tagged} --property a=c --property n=m --tag more --tag one"),
    R("image set", "{active} --architecture x86_64 --kernel-id {uuid}"),
    R("image set", "{active} --instance-id {uuid}",
      better="set --instance-id writes 'instance_id', which no service reads, instead of 'instance_uuid'"),
    R("image set", "{active} --os-distro debian --os-version 12 --ramdisk-id {uuid}"),
    R("image set", "{active} --deactivate"),
    R("image set", "{inactive} --activate"),
    R("image set", "{active} --hidden"),
    R("image set", "{hidden} --unhidden"),
    R("image set", "{active} --project other", **ADMIN),
    R("image set", "{active} --project other --project-domain Default", **ADMIN),
    R("image set", "{asked} --accept"),
    R("image set", "{asked} --reject"),
    R("image set", "{asked} --pending"),
    R("image set", "{shared} --accept"),
    R("image set", "{shared} --accept --project {other}"),
    R("image set", "cmp-nobody-has-this --name x"),
    R("image unset", "{tagged} --tag one"),
    R("image unset", "{tagged} --property a"),
    R("image unset", "{tagged} --tag one --tag two --property a --property b"),
    R("image unset", "{tagged} --tag nope"),
    R("image unset", "{tagged} --property nope"),
    # Members
    R("image add project", "{private} other -f json", **ADMIN),
    R("image add project", "{private} {other} --project-domain Default -f json", **ADMIN),
    R("image add project", "{shared} {other}"),
    R("image add project", "{shared} cmp-nobody-has-this", **ADMIN),
    R("image remove project", "{shared} {other}"),
    R("image remove project", "{shared} other --project-domain Default", **ADMIN),
    R("image remove project", "{active} {other}", better="remove project says nothing when the project is no member"),
    R("image member list", "{shared} -f json"),
    R("image member list", "{shared} --project-domain Default"),
    R("image member get", "{shared} {other} -f json"),
    R("image member get", "{shared} {other} --project-domain Default -f json", **ADMIN),
    R("image member get", "{shared} other -f json", **ADMIN,
      better="member get has --project-domain, and finds no project by its name"),
    R("image member get", "{active} {other}"),
    # Import and staging
    R("image import info"),
    R("image import info", "-f json"),
    R("image stage", "{queued} --file {file}"),
    R("image stage", "{queued} --file {file} --size 10240"),
    R("image stage", "{queued} --file {file} --progress"),
    R("image stage", "{queued}", stdin=b"staged by standard input"),
    R("image import", "{staged} --method glance-direct -f json"),
    R("image import", "{staged} --method glance-direct --store slow --wait -f value -c name"),
    R("image import", "{staged} --method glance-direct --wait -f value -c status",
      better="import --wait is read and forgotten: the command ends at once"),
    R("image import", "{stored} --method copy-image --all-stores --allow-failure -f value -c name", **ADMIN),
    R("image import", "{active} --method copy-image --store slow --disallow-failure -f value -c name", **ADMIN),
    R("image import", "{queued} --method web-download --uri http://127.0.0.1:9/x -f value -c name"),
    R("image import", "{queued} --method web-download"),
    R("image import", "{queued} --method glance-download --remote-image {uuid} --remote-region RegionTwo "
      "--remote-service-interface public -f value -c name"),
    R("image import", "{queued} --method nonsense"),
    # Stores, cache, tasks, snapshots
    R("image stores list"),
    R("image stores list", "-f json"),
    R("image stores list", "--detail -f json", **ADMIN),
    R("cached image list", "-f json", **TWO),
    R("cached image queue", "{active}", **TWO),
    R("cached image delete", "{active}", **TWO),
    R("cached image clear", "", **TWO),
    R("cached image clear", "--cache", **TWO),
    R("cached image clear", "--queue", **TWO),
    R("cached image list", "-f json"),
    R("image task list", "--type import --status success -f json", **ADMIN),
    R("image task list", "--sort-key created_at --sort-dir asc --limit 2 --max-items 2 -f json", **ADMIN, better=TASKS),
    R("image task list", "--marker {task} --sort-key created_at --sort-dir asc -f json", **ADMIN),
    R("image task list", "-f json"),
    R("image task show", "{task} -f json -c id -c type -c status -c owner_id -c input -c result -c message", **ADMIN),
    R("image task show", "{task} -f json -c properties", **ADMIN,
      better="task show has a field for the image and the request of a task, and leaves it empty"),
    R("image task show", "{uuid}", **ADMIN),
    R("server image create", "cmp-no-server --name {new} --property a=b --wait -f json"),
    # Metadata definitions
    R("image metadef namespace create", "{new} --display-name D --description E --public --protected -f json", **ADMIN),
    R("image metadef namespace create", "{new} --private --unprotected", **ADMIN),
    R("image metadef namespace create", "{new}"),
    R("image metadef namespace create", "{ns}", **ADMIN),
    R("image metadef namespace show", "{ns} -f json", **ADMIN),
    R("image metadef namespace show", "OS::Compute::Watchdog"),
    R("image metadef namespace show", "{lines} -f json", **ADMIN),
    R("image metadef namespace show", "{lines} -f yaml", **ADMIN),
    R("image metadef namespace show", "cmp-nobody-has-this"),
    R("image metadef namespace set", "{ns} --display-name D --description E --public --unprotected --tag more", **ADMIN),
    R("image metadef namespace set", "{ns} --display-name D --description E --private --protected", **ADMIN),
    R("image metadef namespace set", "{ns} --description changed", **ADMIN,
      better="namespace set resets what no option names (display name, visibility, protection)"),
    R("image metadef namespace unset", "{ns} --tag tag-a", **ADMIN),
    R("image metadef namespace unset", "{ns} --all-tags", **ADMIN),
    R("image metadef namespace unset", "{ns}", **ADMIN),
    R("image metadef namespace delete", "{ns}", **ADMIN),
    R("image metadef namespace delete", "{ns} cmp-nobody-has-this", **ADMIN),
    R("image metadef namespace delete", "{locked}", **ADMIN),
    R("image metadef object list", "{ns} -f json", **ADMIN),
    R("image metadef object list", "{lines} -f csv", **ADMIN),
    R("image metadef object list", "{lines} -f csv --quote minimal", **ADMIN),
    R("image metadef object show", "{lines} part -f shell", **ADMIN),
    R("image metadef object create", "{new} --namespace {ns} -f json", **ADMIN),
    R("image metadef object show", "{ns} part -f json", **ADMIN),
    R("image metadef object show", "{ns} part", **ADMIN),
    R("image metadef object show", "{ns} nope", **ADMIN),
    R("image metadef object update", "{ns} part --name piece", **ADMIN,
      better="object update keeps the name only, and loses description, required and properties"),
    R("image metadef object update", "{ns} other --name piece", **ADMIN),
    R("image metadef object update", "{ns} other --name part", **ADMIN),
    R("image metadef object delete", "{ns} part", **ADMIN),
    R("image metadef object delete", "{ns}", **ADMIN),
    R("image metadef object delete", "{ns} nope", **ADMIN),
    R("image metadef object delete", "{locked} part", **ADMIN),
    R("image metadef object property show", "{ns} part label -f json", **ADMIN),
    R("image metadef object property show", "{ns} part nope", **ADMIN),
    R("image metadef property list", "{ns} -f json", **ADMIN),
    R("image metadef property show", "{ns} kind -f json", **ADMIN),
    R("image metadef property show", "{ns} list", **ADMIN),
    R("image metadef property show", "{ns} nope", **ADMIN),
    R("image metadef property create",
      "{ns} --name p --title T --type integer --schema '{{\"minimum\": 1, \"enum\": [1, 2]}}' -f json", **ADMIN),
    R("image metadef property create", "{ns} --name p --title T --type integer --schema nonsense", **ADMIN),
    R("image metadef property create", "{ns} --name p --title T --type string --schema '{{\"readonly\": true}}'", **ADMIN,
      better="property create and show leave out readonly, minLength, maxLength and the like"),
    R("image metadef property set", "{ns} size --title T --type integer --schema '{{\"maximum\": 9}}'", **ADMIN),
    R("image metadef property set", "{ns} size --name extent", **ADMIN),
    R("image metadef property set", "{ns} size --name kind", **ADMIN),
    R("image metadef property delete", "{ns} size", **ADMIN),
    R("image metadef property delete", "{ns}", **ADMIN),
    R("image metadef property delete", "{ns} nope", **ADMIN),
    R("image metadef resource type list", "-f json"),
    R("image metadef resource type association list", "{ns} -f json", **ADMIN),
    R("image metadef resource type association create", "{ns} OS::Cinder::Volume --properties-target image -f json", **ADMIN),
    R("image metadef resource type association delete", "{ns} OS::Glance::Image", **ADMIN),
    R("image metadef resource type association delete", "{locked} OS::Glance::Image --force", **ADMIN,
      better="association delete --force loses the texts and the visibility of the namespace it unprotects"),
    R("image metadef resource type association delete", "{ns} nope", **ADMIN),
]

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


#: Where the login is, and who logs in there.
AT = "--os-auth-url http://127.0.0.1:5000/v3 --os-region-name RegionOne"
DEMO = "--os-username demo --os-password demopw"
ROOT = "--os-username admin --os-password adminpw --os-user-domain-name Default"
PROVIDER = ("--os-identity-provider x --os-protocol x --os-discovery-endpoint http://127.0.0.1:9 "
            "--os-access-token-endpoint http://127.0.0.1:9")

GLOBAL = [
    R("image list", f"{SEED} -f json", leading="--os-region-name RegionOne"),
    R("image list", f"{SEED} -f json", leading="--os-interface public"),
    R("image list", f"{SEED} -f json", leading="-q"),
    R("image list", f"{SEED} -f json", leading="--quiet"),
    R("image list", f"{SEED} -f json", leading="-v"),
    R("image list", f"{SEED} -f json", leading="--verbose"),
    R("image list", f"{SEED} -f json", leading="--verify"),
    R("image list", f"{SEED} -f json", leading="--insecure"),
    R("image list", f"{SEED} -f json", leading="--debug"),
    R("image list", f"{SEED} -f json", leading="--log-file {log}"),
    R("image list", f"{SEED} -f json", leading="--os-beta-command"),
    R("image list", f"{SEED} -f json", leading="--os-image-api-version 2"),
    R("image list", f"{SEED} -f json", leading="--os-default-domain default"),
    R("image list", f"{SEED} -f json", leading="--os-cacert {ca}", cloud="lab-tls-nocert"),
    R("image list", f"{SEED} -f json", cloud="", leading="--os-auth-url http://127.0.0.1:5000/v3 --os-username demo "
      "--os-password demopw --os-project-name demo --os-user-domain-name Default --os-project-domain-name Default "
      "--os-region-name RegionOne"),
    R("image list", f"{SEED} -f json", cloud="", leading="--os-auth-type password --os-auth-url http://127.0.0.1:5000/v3 "
      "--os-username demo --os-password demopw --os-project-id {demo} --os-user-domain-id default "
      "--os-identity-api-version 3"),
    R("image list", f"{SEED} -f json", cloud="", leading="--os-auth-type v3token --os-auth-url http://127.0.0.1:5000/v3 "
      "--os-token {token} --os-project-id {demo}"),
    R("image list", f"{SEED} -f json", cloud="nonsense"),
    R("image list", f"{SEED} -f json", cloud="", leading="--os-auth-type v3applicationcredential --os-auth-url "
      "http://127.0.0.1:5000/v3 --os-application-credential-id {credential} --os-application-credential-secret "
      "appcred-secret"),
    R("image list", f"{SEED} -f json", leading="--timing",
      better="--timing is printed among the data, so that JSON is no JSON any more"),
    # Versions of services, each by itself
    *(
        R("image list", f"{SEED} -f json", leading=f"--os-{service}-api-version {version}")
        for service, version in [
            ("accelerator", "2"), ("compute", "2.1"), ("compute", "2"), ("identity", "3"), ("image", "2"), ("network", "2.0"),
            ("object", "1"), ("volume", "3"), ("share", "2.98"),
        ]
    ),
    R("image list", SEED, leading="--os-image-api-version 1"),
    R("image list", f"{SEED} -f json", leading="--os-share-api-version 2",
      better="--os-share-api-version 2 is refused, though no share is touched"),
    # Places
    R("", leading="--version", cloud="", compares_output=False),
    R("image list", f"{SEED} -f json", leading="--os-endpoint-override http://127.0.0.1:9292"),
    R("image list", f"{SEED} -f json", leading="--os-interface internal"),
    R("image list", f"{SEED} -f json", leading="--os-interface nonsense"),
    R("image list", f"{SEED} -f json", leading="--os-region-name Nowhere"),
    R("image list", f"{SEED} -f json", cloud="lab-tls", leading="--os-cert {cert} --os-key {key}"),
    R("image list", f"{SEED} -f json", cloud="lab-tls", leading="--os-cert {out} --os-key {key}"),
    R("image list", f"{SEED} -f json", cloud="lab-tls", leading="--os-cert {cert} --os-key {out}"),
    # Who, and for what
    R("image list", f"{SEED} -f json", cloud="", leading=f"{AT} --os-user-id {{demo_user}} --os-password demopw "
      "--os-project-name demo --os-project-domain-id default"),
    R("image list", f"{SEED} -f json", cloud="", leading=f"{AT} {DEMO} --os-project-name demo --os-default-domain-id default"),
    R("image list", f"{SEED} -f json", cloud="", leading=f"{AT} {DEMO} --os-project-name demo --os-default-domain-name Default"),
    R("image list", f"{SEED} -f json", cloud="", leading=f"{AT} {DEMO} --os-project-name demo --os-default-domain-id nonsense"),
    R("image list", f"{SEED} -f json", cloud="", leading=f"{AT} {ROOT} --os-system-scope all"),
    R("image list", f"{SEED} -f json", cloud="lab-admin", leading="--os-system-scope all"),
    R("image list", f"{SEED} -f json", cloud="", leading=f"{AT} {ROOT} --os-domain-id default"),
    R("image list", f"{SEED} -f json", cloud="", leading=f"{AT} {ROOT} --os-domain-name Default"),
    R("image list", f"{SEED} -f json", cloud="", leading=f"{AT} --os-username other --os-password demopw "
      "--os-user-domain-name Default --os-trust-id {trust}"),
    R("image list", f"{SEED} -f json", leading="--os-trust-id {trust}"),
    R("image list", f"{SEED} -f json", cloud="", leading=f"--os-auth-type v3applicationcredential {AT} "
      "--os-application-credential-name {credential_name} --os-application-credential-secret appcred-secret "
      "--os-username demo --os-user-domain-name Default"),
    R("image list", f"{SEED} -f json", cloud="", leading=f"--os-auth-type v3applicationcredential {AT} "
      "--os-application-credential-name {credential_name} --os-application-credential-secret nonsense "
      "--os-username demo --os-user-domain-name Default"),
    R("image list", f"{SEED} -f json", leading="--os-application-credential-name nonsense"),
    R("image list", f"{SEED} -f json", cloud="", leading="--os-auth-type admin_token --os-token {token} "
      "--os-endpoint http://127.0.0.1:9292/v2"),
    R("image list", f"{SEED} -f json", cloud="", leading="--os-auth-type none --os-endpoint http://127.0.0.1:9292"),
    R("image list", f"{SEED} -f json", leading="--os-endpoint http://127.0.0.1:9"),
    # Options of other ways to log in have no effect on this one
    *(
        R("image list", f"{SEED} -f json", leading=f"--os-{name} {value}")
        for name, value in [
            ("access-token", "x"), ("access-token-endpoint", "http://127.0.0.1:9"), ("access-token-type", "access_token"),
            ("auth-methods", "v3password"), ("client-id", "x"), ("client-secret", "x"), ("code", "x"),
            ("code-challenge-method", "S256"), ("device-authorization-endpoint", "http://127.0.0.1:9"),
            ("discovery-endpoint", "http://127.0.0.1:9"), ("identity-provider", "x"), ("idp-otp-key", "x"),
            ("login-timeout", "9"), ("oauth2-client-id", "x"), ("oauth2-client-secret", "x"),
            ("oauth2-endpoint", "http://127.0.0.1:9"), ("openid-scope", "openid"), ("protocol", "x"),
            ("redirect-host", "localhost"), ("redirect-port", "9"), ("redirect-uri", "http://127.0.0.1:9"),
            ("remote-project-id", "x"), ("remote-project-name", "x"), ("remote-project-domain-id", "x"),
            ("remote-project-domain-name", "x"),
        ]
    ),
    # They end without a list where they are meant: nothing in the lab knows these ways
    *(
        R("image list", SEED, cloud="", leading=f"{AT} --os-auth-type {login}")
        for login in [
            f"v3oidcpassword {PROVIDER} --os-client-id x --os-client-secret x --os-username demo --os-password demopw",
            f"v3oidcaccesstoken {PROVIDER} --os-access-token x",
            f"v3oidcclientcredentials {PROVIDER} --os-client-id x --os-client-secret x",
            f"v3oidcauthcode {PROVIDER} --os-client-id x --os-code x --os-redirect-uri http://127.0.0.1:9",
            "v3oauth2clientcredential --os-oauth2-endpoint http://127.0.0.1:9 --os-oauth2-client-id x "
            "--os-oauth2-client-secret x",
            f"v3totp {DEMO.replace('--os-password demopw', '--os-passcode 123456')} --os-project-name demo",
            "nonsense",
        ]
    ),
    R("image list", SEED, leading="--os-passcode 123456",
      better="--os-passcode beside a password is a crash of openstack, and of no meaning"),
    R("image list", SEED, leading="--os-service-provider x --os-remote-project-name demo"),
    # Abbreviations
    R("image list", f"{SEED} -f json", cloud="", leading="--os-clo lab-user"),
    R("image list", f"{SEED} -f json", cloud="", leading="--os-clo=lab-user --os-reg RegionOne --insec --ver"),
    R("image list", f"{SEED} -f json", cloud="", leading="--os-cloud lab-user --verif --debu"),
    R("image list", f"{SEED} -f json", cloud="", leading="--os-cl lab-user"),
    R("image list", f"{SEED} -f json --os-clo lab-user", cloud=""),
    R("image list", f"{SEED} -f json", leading="--os-nonsense x"),
]
