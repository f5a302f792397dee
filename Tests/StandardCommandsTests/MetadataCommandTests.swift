import CommandKit
import TestSupport
import Testing

struct `metadata definitions` {
    private func run(_ lines: String) async throws -> TestShell.Result { try await TestServiceShell().run(lines) }

    @Test func `of a namespace look as in the openstack client`() async throws {
        let shown = try await run("image metadef namespace show OS::Compute::Watchdog -f json")
        #expect(
            shown.output == """
                {
                  "created_at": "2026-01-31T10:00:00Z",
                  "description": "What happens when a guest hangs.",
                  "display_name": "Watchdog Behavior",
                  "namespace": "OS::Compute::Watchdog",
                  "owner": "admin",
                  "protected": true,
                  "resource_type_associations": [
                    "OS::Glance::Image",
                    "OS::Nova::Flavor"
                  ],
                  "tags": [],
                  "updated_at": "2026-01-31T10:00:00Z",
                  "visibility": "public"
                }

                """)
        let tagged = try await run("image metadef namespace show Example::Disks -f value -c tags -c display_name")
        #expect(tagged.errors.contains("no column 'display_name'"))
        let prefixed = try await run(
            "image metadef namespace show OS::Compute::Watchdog --resource-type OS::Glance::Image -f value -c properties"
        )
        #expect(prefixed.output == "['hw_watchdog_action']\n")
    }

    @Test func `of namespaces are listed by type and visibility`() async throws {
        let listed = try await run(
            """
            image metadef namespace list -f value
            md-namespace-list --resource-types OS::Nova::Flavor,OS::Cinder::Volume -f value
            image metadef namespace list --visibility private --long -f csv -c namespace -c resource_types
            """)
        #expect(
            listed.output == """
                OS::Compute::Watchdog
                Example::Disks
                Example::Old
                OS::Compute::Watchdog
                "namespace","resource_types"
                "Example::Disks","['OS::Glance::Image']"
                "Example::Old","[]"

                """)
        #expect(try await run("image metadef namespace list --visibility shared").status == .usage)
    }

    @Test func `of a namespace keep what no option names`() async throws {
        let shell = try TestServiceShell()
        let changed = try await shell.run(
            """
            image metadef namespace create A::B --display-name 'A name' --public --protected -f value -c protected
            image metadef namespace set A::B --description changed --tag x --tag y
            image metadef namespace show A::B -f value -c display_name -c description -c visibility -c tags
            """)
        #expect(changed.status == .done, "\(changed.errors)")
        #expect(changed.output == "True\nchanged\nA name\n[{'name': 'x'}, {'name': 'y'}]\npublic\n")

        let protected = try await shell.run("image metadef namespace delete A::B")
        #expect(protected.status == .conflict)
        let freed = try await shell.run(
            """
            image metadef namespace unset A::B --tag x
            image metadef tag list A::B -f value
            image metadef namespace set A::B --unprotected
            image metadef namespace delete A::B
            """)
        #expect(freed.status == .done && freed.output == "y\n", "\(freed.errors)")
    }

    @Test func `of several names go on after one that fails`() async throws {
        let shell = try TestServiceShell()
        let result = try await shell.run("image metadef namespace delete Nope Example::Old OS::Compute::Watchdog")
        #expect(result.status == .conflict)
        #expect(result.errors.contains("'Nope': there is no namespace 'Nope'"))
        #expect(result.errors.hasSuffix("1 of 3 namespaces removed, 2 failed\n"), "\(result.errors)")
        #expect(result.errors.contains("'OS::Compute::Watchdog': the namespace 'OS::Compute::Watchdog' is protected"))
        #expect(try await shell.run("image metadef namespace list -f value").output.contains("Old") == false)
    }

    @Test func `of a property keep what no option names`() async throws {
        let shell = try TestServiceShell()
        let changed = try await shell.run(
            """
            image metadef property set Example::Disks size --title 'In GB' --schema '{"maximum": 64, "readonly": null}'
            image metadef property show Example::Disks size -f json --noindent
            image metadef property list Example::Disks -f csv
            """)
        #expect(
            changed.output == """
                {"maximum": 64, "minimum": 1, "name": "size", "title": "In GB", "type": "integer"}
                "name","title","type"
                "size","In GB","integer"

                """, "\(changed.errors)")
        let made = try await shell.run(
            "image metadef property create Example::Old --name p --title T --type array "
                + "--schema '{\"items\": {\"type\": \"string\"}, \"enum\": [\"a\"]}'")
        #expect(
            made.output == """
                +-------+--------------------+
                | Field | Value              |
                +-------+--------------------+
                | enum  | ['a']              |
                | items | {'type': 'string'} |
                | name  | p                  |
                | title | T                  |
                | type  | array              |
                +-------+--------------------+

                """, "\(made.errors)")
        let gone = try await shell.run(
            "image metadef property delete Example::Old; md-property-list Example::Old -f value")
        #expect(gone.status == .done && gone.output == "", "\(gone.errors)")
    }

    @Test func `of an object keep what no option names`() async throws {
        let shell = try TestServiceShell()
        let result = try await shell.run(
            """
            image metadef object create empty --namespace Example::Old -f value -c properties -c required
            image metadef object update Example::Disks partition --name slice
            image metadef object show Example::Disks slice -f json -c properties -c required --noindent
            image metadef object property show Example::Disks slice label -f value
            md-object-show Example::Disks slice -f value -c properties
            """)
        #expect(
            result.output == """
                None
                None
                {"properties": {"label": {"title": "Label", "type": "string"}}, "required": ["label"]}
                label
                Label
                string
                ['label']

                """, "\(result.errors)")
        let missing = try await shell.run("image metadef object property show Example::Disks slice nope")
        #expect(missing.status == .notFound && missing.errors.contains("has no property 'nope'"))
    }

    @Test func `of a protected namespace lose a type only by force, and stay protected`() async throws {
        let shell = try TestServiceShell()
        let line = "image metadef resource type association delete OS::Compute::Watchdog OS::Nova::Flavor"
        #expect(try await shell.run(line).status == .conflict)
        let forced = try await shell.run(
            """
            \(line) --force
            image metadef resource type association list OS::Compute::Watchdog -f value
            image metadef namespace show OS::Compute::Watchdog -f value -c protected
            """)
        #expect(forced.output == "OS::Glance::Image\nTrue\n", "\(forced.errors)")
        let failed = try await shell.run("\(line) --force")
        #expect(failed.status == .notFound)
        #expect(
            try await shell.run("image metadef namespace show OS::Compute::Watchdog -f value -c protected").output
                == "True\n")
    }

    @Test func `come whole from a file`() async throws {
        let shell = try TestServiceShell()
        let file = try shell.shell.file(
            "n.json",
            """
            {"namespace": "N", "properties": {"p": {"type": "string", "title": "P"}}, "tags": [{"name": "t"}],
             "objects": [{"name": "o", "properties": {"q": {"type": "string", "title": "Q"}}}],
             "resource_type_associations": [{"name": "OS::Glance::Image", "prefix": "x_"}]}
            """)
        let made = try await shell.run(
            """
            md-namespace-import --file \(file) -f value -c properties -c objects -c tags
            md-namespace-resource-type-list N -f csv
            """)
        #expect(
            made.output == """
                ['o']
                ['p']
                ['t']
                "name","prefix","properties_target"
                "OS::Glance::Image","x_",""

                """, "\(made.errors)")
        _ = try await shell.run("image metadef namespace delete N")
        let piped = try await shell.run("image metadef namespace import -f value -c namespace < \(file)")
        #expect(piped.status == .done && piped.output == "N\n", "\(piped.errors)")
        let wrong = try shell.shell.file("w.json", #"{"namespace": "W", "objects": [{"name": "o", "nope": 1}]}"#)
        let refused = try await shell.run("image metadef namespace import --file \(wrong)")
        #expect(refused.status == .usage && refused.errors.contains("an object has no 'nope'"))
        let dry = try await shell.run("config dry-run on; image metadef namespace import --file \(wrong)")
        #expect(dry.status == .usage && dry.output.isEmpty && dry.errors.contains("an object has no 'nope'"))
    }

    @Test func `are taken by glance's words in glance's order`() async throws {
        let shell = try TestServiceShell()
        let result = try await shell.run(
            """
            md-namespace-create G --protected True --visibility public -f value -c protected
            md-namespace-update G --protected False --display-name D -f value -c display_name -c visibility
            md-object-create G --name o --schema '{"description": "d"}' -f value -c description
            md-tag-create-multiple G --names 'a, b' -f value
            md-tag-create-multiple G --names c --append -f value
            md-tag-update G a --name z -f value -c name
            md-tag-list G -f value
            md-resource-type-associate G --name OS::Glance::Image --prefix g_ -f value -c prefix
            md-resource-type-deassociate G OS::Glance::Image
            md-namespace-tags-delete G
            md-tag-list G -f value
            md-namespace-delete G
            """)
        #expect(result.status == .done, "\(result.errors)")
        #expect(result.output == "True\nD\npublic\nd\na\nb\nc\nz\nz\nb\nc\ng_\n")
        #expect(try await shell.run("md-property-delete Example::Disks").status == .usage)
    }

    @Test(arguments: [
        (["image", "metadef", "namespace", "show", "Ex"], ["Example::Disks", "Example::Old"]),
        (["image", "metadef", "property", "show", "OS::Compute::Watchdog", ""], ["watchdog_action"]),
        (["image", "metadef", "object", "property", "show", "Example::Disks", "partition", ""], ["label"]),
        (["md-tag-show", "Example::Disks", ""], ["old"]),
        (
            ["image", "metadef", "resource", "type", "association", "create", "Example::Disks", "OS::N"],
            ["OS::Nova::Flavor"]
        ),
    ])
    func `are offered by Tab`(_ words: [String], _ offered: [String]) async throws {
        let shell = try TestServiceShell()
        let result = try await shell.shell.run(arguments: ["__complete"] + words)
        let names = result.output.split(separator: "\n").map { $0.split(separator: "\t").first.map(String.init) ?? "" }
        #expect(names == offered, "\(result.output) \(result.errors)")
    }

    @Test(arguments: [
        ("image metadef namespace unset Example::Disks", "needs --tag or --all-tags"),
        ("image metadef namespace unset Example::Disks --tag a --all-tags", "cannot stand beside"),
        ("image metadef property create Example::Disks --name a --title b --type c", "needs --schema"),
        (
            "image metadef property create Example::Disks --name a --title b --type c --schema '[1]'",
            "not a JSON object"
        ),
        ("image metadef property create Example::Disks --name a --title b --type c --schema '{'", "not JSON"),
        ("image metadef object create o", "needs --namespace"),
        ("image metadef tag set Example::Disks old", "needs --name"),
    ])
    func `are not changed by a mistake`(_ line: String, _ message: String) async throws {
        let result = try await run(line)
        #expect(result.status == .usage)
        #expect(result.errors.contains(message), "\(result.errors)")
    }
}
