import CommandKit
import TestSupport
import Testing

struct `importing an image` {
    private static let address = "http://mirror.example/debian.img"

    private func shell() async throws -> TestServiceShell {
        let shell = try TestServiceShell()
        await shell.service.change { $0.web = [Self.address: Array("debian's data".utf8)] }
        _ = try await shell.run("create later")
        return shell
    }

    @Test func `offers its methods as the openstack client shows them`() async throws {
        let shell = try TestServiceShell()
        #expect(
            try await shell.run("image import info -f json").output == """
                {
                  "import-methods": [
                    "glance-direct",
                    "web-download",
                    "copy-image"
                  ]
                }

                """)
        #expect(
            try await shell.run("import-info").output.contains(
                "| import-methods | copy-image, glance-direct, web-download |"))
    }

    @Test func `takes what was staged`() async throws {
        let shell = try await shell()
        let file = try shell.shell.file("disk", "staged data")
        let staged = try await shell.run("image stage later --file \(file) --size 11; show later -f value -c status")
        #expect(staged.output == "uploading\n", "\(staged.errors)")
        let result = try await shell.run("image import later --wait -f value -c status -c size")
        #expect(result.output == "11\nactive\n", "\(result.errors)")
    }

    @Test func `is a way to create an image`() async throws {
        let shell = try await shell()
        let file = try shell.shell.file("disk", "staged data")
        let made = try await shell.run("image create a --file \(file) --disk-format raw --import --store slow -f json")
        #expect(made.output.contains("\"status\": \"active\"") && made.output.contains("\"stores\": \"slow\""))
        #expect(try await shell.run("image tasks a -f value -c Status").output == "success\n")
        await shell.service.change { $0.brokenStores = ["fast"] }
        let failed = try await shell.run("image create b --file \(file) --disk-format raw --import")
        #expect(failed.status == .failed && failed.output.isEmpty)
        #expect(failed.errors.contains("the import of 'b' failed; its status is 'queued'; the image"))
        #expect(failed.errors.contains("is left behind"))
    }

    @Test func `fetches an address, into the stores that were asked for`() async throws {
        let shell = try await shell()
        let result = try await shell.run(
            "image-import later --import-method web-download --uri \(Self.address) --stores slow,fast --wait -f json")
        #expect(result.status == .done, "\(result.errors)")
        #expect(result.output.contains("\"status\": \"active\"") && result.output.contains("\"stores\": \"slow,fast\""))
    }

    @Test func `tells that it failed, and why, only to who waits`() async throws {
        let shell = try await shell()
        let line = "image import later --method web-download --uri http://mirror.example/nothing"
        let taken = try await shell.run("\(line) -f value -c status")
        #expect(taken.status == .done && taken.output == "queued\n")
        let failed = try await shell.run("\(line) --wait")
        #expect(failed.status == .failed && failed.output.isEmpty)
        #expect(
            failed.errors == """
                imgsh: the import of 'later' failed; its status is 'queued'
                  Task failed due to Internal Error
                  failed stores: fast
                  try: image tasks later --long

                """)
    }

    @Test func `says which stores it did not reach when some were enough`() async throws {
        let shell = try await shell()
        await shell.service.change { $0.brokenStores = ["slow"] }
        let result = try await shell.run(
            "image import later --method web-download --uri \(Self.address) --all-stores --wait")
        #expect(result.status == .failed)
        #expect(result.errors.contains("'later' is not in: slow; the image can be used"))
        #expect(result.errors.contains("store 'slow' did not take the data"))
        let undone = try await shell.run(
            "create b; image import b --method web-download --uri \(Self.address) --all-stores --disallow-failure --wait"
        )
        #expect(undone.status == .failed)
        #expect(undone.errors.contains("the import of 'b' failed; its status is 'queued'"))
    }

    @Test(arguments: [
        ("import later --method web-download", "web-download needs --uri"),
        ("import later --uri http://x/y", "--uri is for --method web-download"),
        ("import later --method web-download --uri nonsense", "'nonsense' is not an address"),
        ("import later --method web-download --uri u:p@h://", "is not an address"),
        ("import later --method glance-download --remote-region two", "glance-download needs --remote-image"),
        ("import later --remote-region two", "--remote-region is for --method glance-download"),
        ("import later --remote-service-interface public", "is for --method glance-download"),
        ("import later --method copy-image", "copy-image needs --store or --all-stores"),
        ("import later --all-stores --store slow", "--all-stores cannot stand beside --store"),
        ("import later --allow-failure --disallow-failure", "--disallow-failure cannot stand beside"),
        ("import later --method glance-download --remote-region two --remote-image 1", "does not import by"),
        ("import later --method glance-dirct", "try: --method glance-direct"),
    ])
    func `refuses options that do not go together, before anything is sent`(_ line: String, _ text: String) async throws
    {
        let shell = try await shell()
        let result = try await shell.run("image \(line)")
        #expect(result.status == .usage)
        #expect(result.errors.contains(text), "\(result.errors)")
        #expect(try await shell.run("image task list -f value").output.isEmpty)
    }

    @Test func `stages with a limit of bytes a second`() async throws {
        let shell = try await shell()
        let file = try shell.shell.file("disk", "staged data")
        let result = try await shell.run(
            "image stage later --file \(file) --limit-rate 1G; show later -f value -c status")
        #expect(result.output == "uploading\n", "\(result.errors)")
    }

    @Test func `needs an image in the status its method is for`() async throws {
        let shell = try await shell()
        let direct = try await shell.run("image import later")
        #expect(direct.status == .conflict)
        #expect(direct.errors.contains("glance-direct needs an image with status 'uploading'; 'later' is 'queued'"))
        #expect(direct.errors.contains("try: image stage later --file FILE"))
        _ = try await shell.makeImage("full")
        let web = try await shell.run("image import full --method web-download --uri \(Self.address)")
        #expect(web.errors.contains("needs an image with status 'queued'; 'full' is 'active'"))
        #expect(try await shell.run("image stage full --file x").errors.contains("its status is 'active'"))
    }

    @Test func `does not stage data of another size than promised`() async throws {
        let shell = try await shell()
        let file = try shell.shell.file("disk", "staged data")
        let result = try await shell.run("image stage later --file \(file) --size 12")
        #expect(result.status == .usage)
        #expect(result.errors.contains("has 11 bytes, not 12; nothing was sent"))
        #expect(try await shell.run("show later -f value -c status").output == "queued\n")
    }
}
