import CommandKit
import TestSupport
import Testing

struct `a check of the store on this machine` {
    @Test func `says how to repair what it found, and that repairs it`() async throws {
        let program = try TestProgram()
        try program.directory.write("disk", "0123456789")
        let made = try await program.run("image", "create", "a", "--file", "disk", "-f", "value", "-c", "id")
        let id = made.output.trimmingSuffix("\n")
        let data = ".local/share/imgsh/content/\(id.prefix(2))/\(id)"
        _ = try await program.run("-c", "!chmod u+w \(data); printf 9876543210 > \(data)")
        let found = try await program.run("store", "check", "--read-data")
        #expect(found.status == 6)
        let hint = try #require(found.errors.split(separator: "\n").last { $0.hasPrefix("  try: ") }).dropFirst(7)
        let repaired = try await program.run("-c", String(hint))
        #expect(
            repaired.status == 0 && repaired.output.contains("repaired: image \(id)"), "\(hint): \(repaired.output)")
        #expect(try await program.run("show", "a", "-f", "value", "-c", "status").output == "damaged\n")
    }
}

/// The expected texts are what python-openstackclient 10.5 prints for the same stores.
struct `stores of a service` {
    @Test func `are listed as the openstack client does`() async throws {
        let shell = try TestServiceShell()
        #expect(
            try await shell.run("image stores list").output == """
                +------+---------------------------+---------+
                | ID   | Description               | Default |
                +------+---------------------------+---------+
                | fast | fast file store (default) | True    |
                | slow | slow file store           | None    |
                | web  | read-only http store      | None    |
                +------+---------------------------+---------+

                """)
        #expect(
            try await shell.run("image stores list --detail -f json").output.hasPrefix(
                """
                [
                  {
                    "ID": "fast",
                    "Description": "fast file store (default)",
                    "Default": true,
                    "Properties": {
                      "data_dir": "/srv/fast",
                      "chunk_size": 65536,
                      "thin_provisioning": false
                    }
                  },
                  {
                    "ID": "slow",
                    "Description": "slow file store",
                    "Default": null,
                """))
        #expect(
            try await shell.run("image stores list --detail").output.contains(
                "| True    | {'data_dir': '/srv/fast', 'chunk_size': 65536, 'thin_provisioning': False} |"))
        let more = try await shell.run("glance stores-info --detail -f value -c ID -c 'read only' -c Type")
        #expect(more.output == "fast None file\nslow None file\nweb True http\n")
    }

    @Test func `are copied to at a rate that nobody here can limit`() async throws {
        let shell = try TestServiceShell()
        _ = try await shell.makeImage("a")
        let result = try await shell.run("image copy a // --store slow --limit-rate 1M")
        #expect(result.status == .usage && result.output.isEmpty)
        #expect(result.errors.contains("the service copies between its stores by itself"), "\(result.errors)")
    }

    @Test func `can be chosen for an upload`() async throws {
        let shell = try TestServiceShell()
        let file = try shell.shell.file("disk", "12345")
        let result = try await shell.run(
            "create a; upload a --store slow --file \(file) -c size -f value; list --include-stores -f value -c Stores")
        #expect(result.output.hasSuffix("5\nslow\n"), "\(result.errors)")
        let wrong = try await shell.run("create b; image-upload b --store nope --file \(file)")
        #expect(wrong.status == .usage)
        #expect(wrong.errors.contains("there is no store 'nope'; image 'b' still has no data"))
        #expect(try await shell.run("show b -f value -c status").output == "queued\n")
    }

    @Test func `can be chosen for a new image`() async throws {
        let shell = try TestServiceShell()
        let file = try shell.shell.file("disk", "12345")
        let made = try await shell.run(
            "glance image-create --name a --file \(file) --disk-format raw --container-format bare --store slow -c size"
        )
        #expect(made.status == .done, "\(made.errors)")
        #expect(try await shell.run("list --include-stores -f value -c Name -c Stores").output == "a slow\n")
        let wrong = try await shell.run("create b --file \(file) --store nope")
        #expect(wrong.status == .usage)
        #expect(wrong.errors.contains("there is no store 'nope'; the new image"))
        #expect(wrong.errors.contains("was deleted again"))
        #expect(!wrong.errors.contains("^"), "it is not the file that is wrong: \(wrong.errors)")
        #expect(try await shell.run("create c --store slow").errors.contains("nothing to store, import or unpack"))
        #expect(try await shell.run("create d --name e").errors.contains("--name cannot stand beside <image-name>"))
        #expect(try await shell.run("list -f value -c Name").output == "a\n")
    }

    @Test func `can be preferred for a download`() async throws {
        let shell = try TestServiceShell()
        _ = try await shell.makeImage("a", "the data")
        let path = shell.shell.directory("out")
        let line = "save a --file \(path) --store-preference slow --prefer fast,web"
        #expect(try await shell.run(line).status == .done)
        #expect(await shell.service.preferredStores == ["slow", "fast", "web"])
        #expect(try shell.shell.directory.read("out") == Array("the data".utf8))
    }

    @Test func `can lose one copy of the data, but not the last one`() async throws {
        let shell = try TestServiceShell()
        _ = try await shell.makeImage("a")
        #expect(try await shell.run("image import a --method copy-image --store slow --wait").status == .done)
        #expect(try await shell.run("image delete a --store fast").status == .done)
        #expect(try await shell.run("list --include-stores -f value -c Stores").output == "slow\n")
        let last = try await shell.run("stores-delete a --store slow")
        #expect(last.status == .conflict)
        #expect(last.errors.contains("store 'slow' holds the last copy of image 'a'"))
        #expect(try await shell.run("delete a --store fast").status == .notFound)
    }

    @Test func `keep an image when the glance client's word comes without a store`() async throws {
        let shell = try TestServiceShell()
        _ = try await shell.makeImage("a")
        let result = try await shell.run("stores-delete a")
        #expect(result.status == .usage)
        #expect(result.errors.contains("'stores-delete' needs --store; nothing was deleted"))
        #expect(try await shell.run("list -f value -c Name").output == "a\n")
    }

    @Test func `complete at the end of a line`() async throws {
        let shell = try TestServiceShell()
        for line in ["image upload a --store ", "image import a --store ", "image delete a --store="] {
            let result = try await shell.shell.run(arguments: ["__complete", line])
            #expect(result.output.contains("fast\tfast file store (default)\n"), "\(line): \(result.output)")
            #expect(result.output.contains("slow\tslow file store\n"))
        }
    }
}
