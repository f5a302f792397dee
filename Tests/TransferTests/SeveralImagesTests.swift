import BackendKit
import CommandKit
import Synchronization
import TestSupport
import Testing
import Transfers

/// Says of each of its images that it has as many bytes as can be said, and has none.
private struct Boaster: ImageBackend, ImageDownloading {
    let info = BackendInfo(kind: "boaster", name: "boaster", location: "here")
    private let known = (1...2).map { number in
        Image(
            id: Image.ID("11111111-2222-4333-8444-55555555555\(number)"), name: "big\(number)", status: .active,
            diskFormat: .raw, size: .max)
    }

    func images(matching query: ImageQuery) -> Pages<Image> {
        Pages {
            let given = Mutex(false)
            return {
                let wasGiven = given.withLock { given in
                    defer { given = true }
                    return given
                }
                return wasGiven ? nil : known
            }
        }
    }

    func image(_ id: Image.ID) async throws -> Image {
        guard let image = known.first(where: { $0.id == id }) else { throw ImageError.noImage(id.rawValue, in: info) }
        return image
    }

    func deleteImage(_ id: Image.ID) async throws { _ = try await image(id) }

    func withData<Value: Sendable>(
        of image: Image.ID, range: Range<Int64>?, _ body: @Sendable (ByteStream) async throws -> Value
    ) async throws -> Value {
        try await body(ByteStream([]))
    }
}

struct `image save of several` {
    private func shell() async throws -> (TestShell, String) {
        let shell = try TestShell()
        let one = try shell.file("one", "1111")
        let two = try shell.file("two", "22222")
        let made = try await shell.run(
            """
            create debian-12 --file \(one) --disk-format raw
            create 'debian-13' --file \(two) --disk-format raw
            create '../../etc/passwd' --file \(one) --disk-format raw
            create debian-empty
            !mkdir \(shell.directory("to"))
            """)
        #expect(made.status == .done, "\(made.errors)")
        return (shell, shell.directory("to"))
    }

    @Test func `saves every image with data whose name is like that, under its name`() async throws {
        let (shell, to) = try await shell()
        let result = try await shell.run("image save --name 'debian-*' --to \(to) --jobs 3")
        #expect(result.status == .done, "\(result.errors)")
        #expect(try shell.directory.read("to/debian-12.raw") == Array("1111".utf8))
        #expect(try shell.directory.read("to/debian-13.raw") == Array("22222".utf8))
        #expect(result.errors.contains("2 of 2 images saved to '\(to)' (9 B)"), "\(result.errors)")
        #expect(result.errors.contains("'debian-12' to '\(to)/debian-12.raw'"))
    }

    @Test(arguments: ["'debian-*' debian-13", "debian-1?", "debian-12 --name 'debian-13'", "'local//*-13' debian-1*"])
    func `takes patterns for images, each image once`(_ words: String) async throws {
        let (shell, to) = try await shell()
        let result = try await shell.run("image save \(words) --to \(to)")
        #expect(result.status == .done, "\(result.errors)")
        #expect(result.errors.contains("2 of 2 images saved to '\(to)' (9 B)"), "\(result.errors)")
        #expect(result.errors.contains("'debian-*': 1 without data left out") == words.contains("debian-*"))
        #expect(try shell.directory.read("to/debian-13.raw") == Array("22222".utf8))
    }

    @Test func `takes an image whose name holds a star by that name`() async throws {
        let (shell, to) = try await shell()
        let more = try shell.file("more", "star")
        let made = try await shell.run("create 'debian*' --file \(more) --disk-format raw")
        #expect(made.status == .done, "\(made.errors)")
        let exact = try await shell.run("image save 'debian*' --file \(shell.directory("exact"))")
        #expect(exact.status == .done, "\(exact.errors)")
        #expect(try shell.directory.read("exact") == Array("star".utf8))
        let escaped = try await shell.run("image save 'debian\\*' --to \(to)")
        #expect(escaped.errors.contains("1 of 1 image saved"), "\(escaped.errors)")
        #expect(
            try shell.directory.names().contains("exact")
                && shell.directory.read("to/debian_.raw") == Array("star".utf8))
        let all = try await shell.run("image save 'debian*' --to \(to)")
        #expect(
            all.errors.contains("2 of 3 images saved") && all.errors.contains("1 was there already"), "\(all.errors)")
    }

    @Test func `says that a pattern needs a directory`() async throws {
        let (shell, to) = try await shell()
        let result = try await shell.run("image save 'debian-*' --file \(to)/x")
        #expect(result.status == .usage, "\(result.errors)")
        #expect(result.errors.contains("try: image save 'debian-*' --to DIRECTORY"), "\(result.errors)")
        let none = try await shell.run("image save 'x*' --to \(to)")
        #expect(none.status == .notFound && none.errors.contains("no image with data fits 'x*' on local"))
    }

    @Test(arguments: ["nope debian-12 'x*'", "nope 'x*' --name 'debian-12'", "nope debian-12 --name 'x*'"])
    func `saves the others when some are not there, and counts those`(_ words: String) async throws {
        let (shell, to) = try await shell()
        let result = try await shell.run("image save \(words) --to \(to)")
        #expect(result.status == .notFound)
        #expect(try shell.directory.read("to/debian-12.raw") == Array("1111".utf8))
        #expect(result.errors.contains("imgsh: 'nope': no image 'nope' on local\n"), "\(result.errors)")
        #expect(result.errors.contains("imgsh: 'x*': no image with data "), "\(result.errors)")
        #expect(result.errors.hasSuffix("1 of 3 images saved to '\(to)' (4 B), 2 failed\n"), "\(result.errors)")
        let none = try await shell.run("image save nope neither --to \(to)")
        #expect(none.status == .notFound)
        #expect(none.errors.hasSuffix("0 of 2 images saved to '\(to)', 2 failed\n"), "\(none.errors)")
    }

    @Test func `never leaves the directory, whatever an image is called`() async throws {
        let (shell, to) = try await shell()
        #expect(try await shell.run("image save ../../etc/passwd --to \(to)").status == .done)
        #expect(try shell.directory.read("to/___.._etc_passwd.raw") == Array("1111".utf8))
    }

    @Test func `refuses images that are larger than everything, and does not fall over their sum`() async throws {
        let shell = try TestShell(plugins: [BackendPlugin(Boaster())])
        let result = try await shell.run("backend use boaster; image save 'big*' --to \(shell.directory.path)")
        #expect(result.status == .failed, "\(result.errors)")
        #expect(result.errors.contains("0 of 2 images saved") && result.errors.contains("2 failed"), "\(result.errors)")
        #expect(try shell.directory.names().filter { $0.contains("big") }.isEmpty)
    }

    @Test func `goes on when one fails, and ends with the worst status`() async throws {
        let (shell, to) = try await shell()
        let there = try shell.file("to/debian-12.raw", "mine")
        let result = try await shell.run("image save debian-12 debian-13 debian-empty --to \(to) --force")
        #expect(result.status == .conflict)
        #expect(try shell.directory.read("to/debian-13.raw") == Array("22222".utf8))
        #expect(result.errors.contains("imgsh: 'debian-12': '\(there)' exists already"), "\(result.errors)")
        #expect(result.errors.contains("try: image save debian-12 --file \(there) --force\n"), "\(result.errors)")
        #expect(result.errors.contains("imgsh: 'debian-empty': image 'debian-empty' holds no data"))
        #expect(result.errors.contains("1 of 3 images saved") && result.errors.contains("2 failed"))
        #expect(try shell.directory.read("to/debian-12.raw") == Array("mine".utf8))
    }

    @Test func `does not fetch again what is there and verified`() async throws {
        let (shell, to) = try await shell()
        _ = try await shell.run("image save debian-12 --to \(to)")
        let result = try await shell.run("image save debian-12 debian-13 --to \(to)")
        #expect(result.status == .done)
        #expect(result.errors.contains("holds it already, verified"))
        #expect(result.errors.contains("1 of 2 images saved to '\(to)' (5 B), 1 was there already"), "\(result.errors)")
    }

    @Test(arguments: [
        ("image save", 2), ("image save debian-12 debian-13 --file x", 2), ("image save --name 'x*'", 2),
        ("image save --name 'x*' --to .", 3), ("image save debian-12 --to /no/such/place", 3),
        ("image save debian-12 --to . --file x", 2), ("image save debian-12 --to . --jobs many", 2),
        ("image save debian-12 --to . --jobs 0", 2),
        ("image save debian-12 --file x --limit-rate fast", 2),
    ])
    func `says what is wrong with the words`(_ line: String, _ status: Int) async throws {
        let (shell, _) = try await shell()
        let result = try await shell.run(line)
        #expect(Int(result.status.rawValue) == status, "\(result.errors)")
        #expect(result.errors.hasPrefix("imgsh: "))
    }

    @Test func `is quiet when it shall be, wherever that is said`() async throws {
        let (shell, to) = try await shell()
        for line in ["image save -q debian-12 --to \(to)", "image save debian-13 --to \(to) --quiet"] {
            let result = try await shell.run(line)
            #expect(result.status == .done && result.errors.isEmpty, "\(result.errors)")
        }
    }
}

struct `F-O2 a file name made of an image's name` {
    private func name(
        _ name: String?, _ format: DiskFormat? = .qcow2, in container: ContainerFormat? = .bare, taken: Set<String> = []
    ) -> String {
        let id = Image.ID("11111111-2222-4333-8444-555555555555")
        let image = Image(id: id, name: name, status: .active, diskFormat: format, containerFormat: container)
        return SafeFileName.make(for: image, taken: taken)
    }

    @Test(arguments: [
        ("ubuntu", "ubuntu.qcow2"), ("ubuntu 24.04 LTS", "ubuntu 24.04 LTS.qcow2"), ("a.qcow2", "a.qcow2"),
        ("A.QCOW2", "A.QCOW2"), ("../../etc/passwd", "___.._etc_passwd.qcow2"), (".bashrc", "_bashrc.qcow2"),
        ("-rf", "_rf.qcow2"), ("--", "11111111-2222-4333-8444-555555555555.qcow2"), ("é~x", "é_x.qcow2"),
        ("", "11111111-2222-4333-8444-555555555555.qcow2"), ("..", "11111111-2222-4333-8444-555555555555.qcow2"),
        ("a\u{1b}[2Jb\nc\0d", "a__2Jb_c_d.qcow2"), ("a\u{202e}b", "a_b.qcow2"), ("x ", "x_.qcow2"), (" x", "_x.qcow2"),
        ("/", "11111111-2222-4333-8444-555555555555.qcow2"), ("a\\b:c*d?", "a_b_c_d_.qcow2"),
        ("a=b,c@d+e", "a=b,c@d+e.qcow2"),
    ])
    func `is plain`(_ given: String, _ wanted: String) { #expect(name(given).hasSameBytes(as: wanted)) }

    @Test func `has the ending of its format, where there is one`() {
        #expect(name("x", .raw) == "x.raw" && name("x.img", .raw) == "x.img")
        #expect(name("x", nil) == "x" && name("x", DiskFormat(rawValue: "../y")) == "x")
        #expect(name("x", in: nil) == "x.qcow2" && name("x", .vmdk, in: .ovf) == "x.vmdk")
    }

    @Test func `has not the ending of a disk that is in an envelope`() {
        #expect(name("x", .vmdk, in: .ova) == "x.ova" && name("x.ova", .vmdk, in: .ova) == "x.ova")
        #expect(name("x", in: .compressed) == "x" && name("x.qcow2.gz", in: .compressed) == "x.qcow2.gz")
        #expect(name("x", .raw, in: .docker, taken: ["x"]) == "x-11111111")
    }

    @Test(arguments: [("../../x", "___.._x"), ("-r/f", "_r_f"), ("a\0b\n", "a_b_"), ("/", "image")])
    func `is plain where it comes from the ID, which a service may choose as it likes`(_ id: String, _ wanted: String) {
        let image = Image(id: Image.ID(id), name: "", status: .active, diskFormat: .raw)
        #expect(SafeFileName.make(for: image) == wanted + ".raw")
        let other = SafeFileName.make(for: image, taken: [wanted + ".raw"])
        #expect(other.hasPrefix(wanted + "-") && !other.contains("/"))
    }

    @Test func `is told from another image's`() {
        #expect(name("x", taken: ["x.qcow2"]) == "x-11111111.qcow2")
    }

    @Test(arguments: ["n", "é", "語", "🙂a"])
    func `is never too long`(_ letter: String) {
        let long = name(String(repeating: letter, count: 300))
        #expect(long.utf8.count <= 200 && long.hasSuffix(".qcow2"))
        let other = name(String(repeating: letter, count: 300), taken: [long])
        #expect(other.utf8.count <= 200 && other != long)
    }
}
