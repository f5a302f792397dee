import BackendKit
import CommandKit
import Foundation
import TestSupport
import Testing

@testable import StandardCommands

struct `image create of several files` {
    private let program: TestProgram

    init() throws {
        program = try TestProgram()
        for name in ["sub", "dir.raw"] {
            try FileManager.default.createDirectory(atPath: program.directory(name), withIntermediateDirectories: true)
        }
        try program.directory.write("one.raw", "1111")
        try program.directory.write("sub/two.img", "22222")
        try program.directory.write("three.QCOW2.xz", "333333")
    }

    private func names() async throws -> String {
        try await program.run("image", "list", "-f", "value", "-c", "Name", "--sort", "name").output
    }

    @Test(arguments: [
        "image create one.raw sub/two.img three.QCOW2.xz",
        "create --file one.raw --file sub/two.img --file three.QCOW2.xz",
        "create one.raw *.xz 'sub/*'", "create --file 'one*' --file=*.xz --file sub/two.img", "create ./[ot]* sub/*",
        "create one.raw one.raw sub/two.img three.*.xz --jobs 1", "image-create one.raw three.QCOW2.xz sub/two.img",
    ])
    func `makes an image of each, called as its file is`(_ line: String) async throws {
        let result = try await program.run("-c", line + " --disk-format raw --allow compressed")
        #expect(result.status == 0, "\(result.errors)")
        #expect(try await names() == "one\nthree\ntwo\n")
        #expect(result.errors.contains("'two' from 'sub/two.img'"), "\(result.errors)")
        #expect(result.errors.hasSuffix("3 of 3 images created (15 B)\n"), "\(result.errors)")
        #expect(try await program.run("image", "save", "two").output == "22222")
    }

    @Test func `prints a row for each, in the order of the files`() async throws {
        let words = ["create", "sub/two.img", "one.raw", "--disk-format", "raw"]
        let result = try await program.run(words + ["-f", "value", "-c", "source", "-c", "Result", "-c", "Size"])
        #expect(result.output == "sub/two.img created 5\none.raw created 4\n")
        let json = try await program.run(words + ["-f", "json", "-c", "Name", "-c", "Status"])
        #expect(
            json.output == """
                [
                  {
                    "Name": "two",
                    "Status": "active"
                  },
                  {
                    "Name": "one",
                    "Status": "active"
                  }
                ]

                """)
    }

    @Test func `gives each what the options say`() async throws {
        let result = try await program.run(
            "-c",
            "create one.raw sub/two.img --disk-format raw --tag t --property os=x --public --protected --min-disk 3")
        #expect(result.status == 0, "\(result.errors)")
        for name in ["one", "two"] {
            let shown = try await program.run(
                "image", "show", name, "-f", "json", "--noindent", "-c", "tags", "-c", "visibility", "-c", "protected",
                "-c", "min_disk", "-c", "os")
            for part in [#""tags": ["t"]"#, #""visibility": "public""#, #""protected": true"#, #""min_disk": 3"#] {
                #expect(shown.output.contains(part), "\(shown.output)")
            }
            #expect(shown.output.contains(#""os": "x""#))
        }
    }

    @Test func `goes on when some fail, and ends with the worst status`() async throws {
        try program.directory.write("empty.raw", "")
        let result = try await program.run(
            "-c", "create one.raw nothing.raw empty.raw sub/two.img --disk-format raw -f value -c Name -c Result -c ID")
        let rows = result.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(rows.map { $0[0] } == ["one", "nothing", "empty", "two"])
        #expect(rows.map { $0[1] } == ["created", "failed", "failed", "created"])
        #expect(rows[1][2] == "None")
        #expect(result.status == 6)
        #expect(result.errors.contains("imgsh: 'nothing': cannot read 'nothing.raw': no such file"), "\(result.errors)")
        #expect(result.errors.contains("imgsh: 'empty': 'empty.raw' is empty; nothing was created"))
        #expect(result.errors.contains("2 of 4 images created (9 B), 2 failed"))
        #expect(try await names() == "one\ntwo\n")
    }

    @Test func `says of a file of another size what is wrong with it`() async throws {
        let result = try await program.run(
            "-c", "create one.raw sub/two.img --disk-format raw --size 5 -f value -c Name -c Result")
        #expect(result.output == "one failed\ntwo created\n")
        #expect(result.status == 2)
        #expect(
            result.errors.contains("imgsh: 'one': 'one.raw' has 4 bytes, not 5; nothing was sent\n"), "\(result.errors)"
        )
    }

    @Test(arguments: [
        ("create /dev/fd/63", 2, "try: image create NAME --file /dev/fd/63"),
        ("create one.raw sub/two.img --name x", 2, "'sub/two.img' is one word too many beside --name"),
        ("create one.raw two --file sub/two.img", 2, "'two' is one word too many beside --file"),
        ("create x --file one.raw --file sub/two.img", 2, "2 files cannot all be one image"),
        ("create x --file 'o*' --file sub/two.img", 2, "2 files cannot all be one image"),
        ("create --name x --file one.raw --file sub/two.img", 2, "2 files cannot all be one image"),
        ("create one one.raw", 2, "try: image create one --file one.raw"),
        ("create one.raw - ", 2, "what comes by standard input has no name"),
        ("create --file -", 2, "what comes by standard input has no name"),
        ("create one.raw sub/one.vmdk", 2, "would both be called 'one'; nothing was created"),
        ("create one.raw sub/two.img --id 6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77", 2, "cannot all have one ID"),
        ("create one.raw sub/two.img -f shell", 2, "format 'shell' is for one image"),
        ("create one.raw sub/two.img -c nope", 2, "no column 'nope'"),
        ("create one.raw sub/two.img --jobs 0", 2, "'0' is no number from 1 to 32"),
        ("create one.raw 'nope*'", 3, "no file fits 'nope*'"), ("create --file 'sub/*.raw'", 3, "no file fits"),
        ("create one.raw ''", 2, "a file name cannot be empty"),
        ("create my image", 2, "has no place for 'image': one word is a name"),
        ("create my image --file one.raw", 2, "try: image create 'my image' --file FILE"),
    ])
    func `refuses what cannot be, and makes nothing`(_ line: String, _ status: Int32, _ message: String) async throws {
        let result = try await program.run("-c", line)
        #expect(result.status == status, "\(result.errors)")
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(result.output.isEmpty)
        #expect(try await names().isEmpty)
    }

    @Test func `is not what one word means, which is a name`() async throws {
        let result = try await program.run("image", "create", "one.raw", "-f", "value", "-c", "status")
        #expect(result.output == "queued\n")
        #expect(result.errors.contains("has no data, though 'one.raw' is a file here"), "\(result.errors)")
        #expect(result.errors.contains("image create --file one.raw"))
        let pattern = try await program.run("image", "create", "what*?", "-f", "value", "-c", "name")
        #expect(pattern.output == "what*?\n" && pattern.errors.isEmpty, "\(pattern.errors)")
        #expect(try await names() == "one.raw\nwhat*?\n")
    }

    @Test func `is what one word means that is a pattern and fits files`() async throws {
        let result = try await program.run("-c", "create o*.raw -f value -c Name -c Result")
        #expect(result.output == "one created\n", "\(result.errors)")
    }

    @Test func `takes the name of a single file for the image's`() async throws {
        let result = try await program.run("create", "--file", "sub/two.img", "-f", "value", "-c", "name", "-c", "size")
        #expect(result.output == "two\n5\n", "\(result.errors)")
        #expect(result.errors.contains("'two' from 'sub/two.img'"))
    }

    @Test func `takes a file of just that name before those that fit`() async throws {
        try program.directory.write("x[1]*.raw", "star")
        try program.directory.write("x1y.raw", "fits")
        let one = try await program.run("create", "a", "--file", "x[1]*.raw", "-f", "value", "-c", "size")
        #expect(one.status == 0 && one.errors.contains("'x[1]*.raw' is taken as raw"), "\(one.errors)")
        #expect(try await program.run("image", "save", "a").output == "star")
    }

    @Test func `leaves out what is no file, and says so`() async throws {
        let result = try await program.run("-c", "create *.raw sub/two.img --disk-format raw -f value -c Name")
        #expect(result.output == "one\ntwo\n")
        #expect(result.errors.contains("'*.raw': 1 left out that are no files to read"), "\(result.errors)")
    }

    @Test func `takes the files beside a loop of links`() async throws {
        try FileManager.default.createSymbolicLink(
            atPath: program.directory("loop.raw"), withDestinationPath: "loop.raw")
        let result = try await program.run(
            "create", "--file", "*.raw", "--disk-format", "raw", "-f", "value", "-c", "Name")
        #expect(result.status == 0 && result.output == "one\n", "\(result.errors)")
        #expect(result.errors.contains("'*.raw': 2 left out that are no files to read"), "\(result.errors)")
    }

    @Test(arguments: [["create", "--file", "*.raw"], ["create", "*.raw"], ["create", "one.raw", "b*.raw"]])
    func `makes nothing when a file fits whose name is no UTF-8`(_ words: [String]) async throws {
        let path = (Array(program.directory("b").utf8) + [0xFF] + Array(".raw".utf8) + [0]).map {
            CChar(bitPattern: $0)
        }
        let descriptor = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
        try #require(descriptor >= 0)
        close(descriptor)
        defer { unlink(path) }
        let result = try await program.run(words + ["--disk-format", "raw"])
        #expect(result.status == 1 && result.output.isEmpty, "\(result.errors)")
        #expect(result.errors.contains("no UTF-8") && result.errors.contains("nothing was created"), "\(result.errors)")
        #expect(try await names().isEmpty)
    }

    @Test func `is quiet when it shall be`() async throws {
        let result = try await program.run("-c", "create one.raw sub/two.img -q --disk-format raw -f value -c Result")
        #expect(result.output == "created\ncreated\n")
        #expect(result.errors.split(separator: "\n").allSatisfy { $0.contains("warning") }, "\(result.errors)")
    }

    @Test(arguments: [
        ("debian-12.qcow2", "debian-12"), ("a/b/debian.tar.gz", "debian.tar"), ("/x/disk.IMG", "disk"),
        ("disk.raw.zst", "disk"), ("ubuntu-24.04", "ubuntu-24.04"), ("a.b.vmdk", "a.b"), (".qcow2", ".qcow2"),
        ("..iso", "..iso"), ("x.", "x."), ("dir.raw/x", "x"), ("é\u{301}.iso", "é\u{301}"), ("img", "img"),
    ])
    func `cuts the directory and the ending of a format off`(_ path: String, _ name: String) throws {
        #expect(NamedFile(try FilePath(argument: path)).imageName.hasSameBytes(as: name))
    }
}
