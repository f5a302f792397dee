import BackendKit
import CommandKit
import Synchronization
import TestSupport
import Testing

struct `image list` {
    static func shellWithImages() async throws -> TestShell {
        let shell = try TestShell()
        let file = try shell.file("disk", "12345")
        let made = try await shell.run(
            """
            create b --file \(file) --tag x --tag y --property os=linux --public
            create a --disk-format qcow2 --tag x --private
            create c --hidden
            """)
        #expect(made.status == .done, "\(made.errors)")
        return shell
    }

    @Test(arguments: [
        ("list", "a b"), ("image list", "a b"), ("openstack image list", "a b"), ("glance image-list", "a b"),
        ("list --sort name:desc", "b a"), ("list --sort created_at", "b a"), ("list --tag x", "a b"),
        ("list --tag x --tag y", "b"), ("list --property os=linux", "b"), ("list --property os=bsd", ""),
        ("list --name a", "a"), ("list --status queued", "a"), ("list --status active", "b"), ("list --hidden", "c"),
        ("list --public", "b"), ("list --private", "a"), ("list --community", ""), ("list --all", "a b"),
        ("list --limit 1", "a"), ("list --limit 0", "a b"), ("list --max-items 0 --limit 1", "a"),
        ("list --marker a", "b"), ("list --marker b", ""),
        ("list --lim 1", "a"), ("list --max-items 1", "a"),
    ])
    func `lists what was asked for`(_ line: String, _ names: String) async throws {
        let shell = try await Self.shellWithImages()
        let result = try await shell.run("\(line) -f value -c Name")
        #expect(result.output.split(separator: "\n").joined(separator: " ") == names, "\(result.errors)")
        #expect(result.status == .done)
    }

    @Test func `takes a slip in a status for a mistake, and tells of an unusual one that finds nothing`() async throws {
        let shell = try await Self.shellWithImages()
        for slip in ["actve", "queud", "delete"] {
            let result = try await shell.run("list --status \(slip)")
            #expect(result.status == .usage && result.output.isEmpty)
            #expect(result.errors.contains("unknown image status '\(slip)'"), "\(result.errors)")
        }
        #expect(try await shell.run("list --status actve").errors.contains("try: active\n"))
        for unusual in ["nonsense", "ACTIVE", "error"] {
            let result = try await shell.run("list --status \(unusual) -f json")
            #expect(result.status == .done && result.output == "[]\n")
            #expect(result.errors.hasPrefix("'\(unusual)' is none of the usual statuses: queued, "), "\(result.errors)")
        }
        for usual in ["killed", "damaged"] {
            let result = try await shell.run("list --status \(usual)")
            #expect(result.status == .done && result.errors.isEmpty, "\(result.errors)")
        }
    }

    @Test func `has the columns of the openstack client, in its order`() async throws {
        let shell = try await Self.shellWithImages()
        let short = try await shell.run("list -f csv --quote none")
        #expect(short.output.hasPrefix("ID,Name,Status\n"))
        let long = try await shell.run("list --long -f csv --quote minimal")
        #expect(
            long.output.hasPrefix(
                "ID,Name,Disk Format,Container Format,Size,Checksum,Status,Visibility,Protected,Project,"
                    + "Hash Algorithm,Hash Value,Tags\n"))
        let chosen = try await shell.run("list -c Name -c id -f csv --quote none")
        #expect(chosen.output.hasPrefix("ID,Name\n"))
    }

    @Test func `writes JSON, JSON lines, YAML and a table`() async throws {
        let shell = try await Self.shellWithImages()
        let arguments = "-c Name -c Status --limit 1"
        #expect(
            try await shell.run("list -f json \(arguments)").output
                == "[\n  {\n    \"Name\": \"a\",\n    \"Status\": \"queued\"\n  }\n]\n")
        #expect(
            try await shell.run("list -f json --noindent \(arguments)").output
                == "[{\"Name\": \"a\", \"Status\": \"queued\"}]\n")
        #expect(
            try await shell.run("list -f jsonl \(arguments)").output == "{\"Name\": \"a\", \"Status\": \"queued\"}\n")
        #expect(try await shell.run("list -f yaml \(arguments)").output == "- Name: a\n  Status: queued\n")
        #expect(
            try await shell.run("list -f table \(arguments)").output == """
                +------+--------+
                | Name | Status |
                +------+--------+
                | a    | queued |
                +------+--------+

                """)
    }

    @Test func `says what an empty list may be empty for`() async throws {
        let shell = try TestShell()
        _ = try await shell.run("create a")
        let pattern = try await shell.run("list --name 'a*' -f json")
        #expect(pattern.status == .done && pattern.output == "[]\n")
        #expect(pattern.errors.contains("--name takes a whole name here, and no image is called 'a*'"))
        for line in ["list --status active", "list --name b", "list --status damaged", "list --name 'a*' -q"] {
            #expect(try await shell.run(line).errors == "", "\(line)")
        }
        #expect(try await shell.run("create 'a*' -q; list --name 'a*' -f value").errors == "")
    }

    @Test func `says which columns and formats there are`() async throws {
        let shell = try TestShell()
        let column = try await shell.run("list -c Nam")
        #expect(column.status == .usage)
        #expect(column.errors.contains("no column 'Nam'") && column.errors.contains("try: -c 'Name'"))
        let format = try await shell.run("list -f xml")
        #expect(format.status == .usage)
        #expect(format.errors.contains("unknown output format 'xml'") && format.errors.contains("          ^~~\n"))
    }

    @Test func `finds nothing in a store that was never used, and makes none`() async throws {
        let program = try TestProgram()
        let result = try await program.run("image", "list")
        #expect(result.status == 0 && result.output == "\n" && result.errors.isEmpty)
        #expect(!program.directory.exists(".local/share/imgsh"))
    }
}

struct `naming an image` {
    @Test(arguments: [
        ("6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77", "one"), ("6F0F5A3E-2F1B-4A52-9A8E-0C9F6F1F2B77", "one"),
        ("one", "one"),
        ("6f0f", "one"), ("6f0f5a3e-2f", "one"), ("'two words'", "two words"), ("twin@newest", "twin"),
        ("'a:b'", "a:b"),
        ("'x@newest'", "x@newest"), ("-- -dash", "-dash"), ("beef", "beef"), ("'caf\u{e9}'", "caf\u{e9}"),
        ("'cafe\u{301}'", "cafe\u{301}"),
    ])
    func `finds it by ID, name, newest of a name, or the beginning of an ID`(_ word: String, _ name: String)
        async throws
    {
        let shell = try TestShell()
        let made = try await shell.run(
            """
            create one --id 6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77; create 'two words'; create twin; create twin
            create a:b; create x@newest; create -- -dash; create beef; create 'caf\u{e9}'; create 'cafe\u{301}'
            """)
        #expect(made.status == .done, "\(made.errors)")
        let result = try await shell.run("show -f value -c name \(word)")
        #expect(Array(result.output.utf8) == Array((name + "\n").utf8), "\(result.errors)")
    }

    @Test func `never guesses between two of one name`() async throws {
        let shell = try TestShell()
        _ = try await shell.run("create twin; create twin")
        let newest = try await shell.run("show twin@newest -f value -c id").output.prefix { $0 != "\n" }
        let hinted = try await shell.run("upload twin@newest")
        #expect(hinted.errors.contains("try: image upload \(newest) --file FILE"), "\(hinted.errors)")
        for line in ["show twin", "delete twin", "set twin --name x", "save twin --file f"] {
            let result = try await shell.run(line)
            #expect(result.status == .notFound, "\(line)")
            #expect(result.errors.contains("'twin' is the name of 2 images; nothing was done"), "\(result.errors)")
            #expect(result.errors.contains("try: twin@newest, or one of the IDs"))
        }
        #expect(try await shell.run("list -f value -c Name").output == "twin\ntwin\n")
    }

    @Test func `takes a full ID for the image that has it, whatever others are called`() async throws {
        let shell = try TestShell()
        let id = "6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77"
        _ = try await shell.run("create one --id \(id); create \(id)")
        #expect(try await shell.run("show \(id) -f value -c name").output == "one\n")
        #expect(try await shell.run("delete \(id)").status == .done)
        // Without one it is a name as any.
        #expect(try await shell.run("show \(id) -f value -c name").output == "\(id)\n")
        _ = try await shell.run("create \(id)")
        #expect(try await shell.run("show \(id)").errors.contains("is the name of 2 images; nothing was done"))
    }

    /// The lists a finder asks for: a cloud may have more images than anybody wants to wait for.
    private final class Asked: ImageBackend {
        let queries = Mutex<[ImageQuery]>([])
        let info = BackendInfo(kind: "one", name: "one", location: "memory")
        static let id = Image.ID("6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77")

        func images(matching query: ImageQuery) -> Pages<Image> {
            queries.withLock { $0.append(query) }
            return Pages { { nil } }
        }
        func image(_ id: Image.ID) async throws -> Image {
            guard id == Self.id else { throw ImageError.noImage(id.rawValue, in: info) }
            return Image(id: id, status: .active)
        }
        func deleteImage(_ id: Image.ID) async throws { throw ImageError(.forbidden, "not here") }
    }

    @Test func `asks for no list when an ID is there, and for a name at the most when it is not`() async throws {
        let backend = Asked()
        let finder = ImageFinder(backend)
        #expect(try await finder.image(Asked.id.rawValue.uppercased()).id == Asked.id)
        #expect(backend.queries.withLock { $0.isEmpty })
        let gone = "00000000-2f1b-4a52-9a8e-0c9f6f1f2b77"
        let error = await #expect(throws: ImageError.self) { try await finder.image(gone) }
        #expect(error?.code == .notFound && error?.message == "no image '\(gone)' on one")
        #expect(backend.queries.withLock { $0.map(\.name) } == [gone])
    }

    @Test func `suggests names that are near`() async throws {
        let shell = try TestShell()
        _ = try await shell.run("create debian; create 'ubuntu server'")
        #expect(try await shell.run("show debain").errors.contains("try: debian\n"))
        #expect(try await shell.run("show 'ubuntu sever'").errors.contains("try: 'ubuntu server'\n"))
        #expect(try await shell.run("show zzz").errors.contains("no image 'zzz' on local"))
    }

    @Test func `says the ID of a near one whose name cannot be typed as it is shown`() async throws {
        let shell = try TestShell()
        let id = "6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77"
        let made = try await shell.run("create \"built in two\nlines of text\" --id \(id)")
        #expect(made.status == .done, "\(made.errors)")
        let result = try await shell.run(#"show 'built in two\x0alines of text'"#)
        #expect(result.status == .notFound && result.errors.contains("try: \(id)\n"), "\(result.errors)")
    }

    @Test func `does not take three characters for the beginning of an ID`() async throws {
        let shell = try TestShell()
        _ = try await shell.run("create one --id 6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77")
        #expect(try await shell.run("show 6f0").status == .notFound)
    }
}
