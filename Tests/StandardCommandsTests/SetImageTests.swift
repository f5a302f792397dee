import CommandKit
import TestSupport
import Testing

struct `image set and unset` {
    @Test func `change everything at once`() async throws {
        let shell = try TestShell()
        let result = try await shell.run(
            """
            create a --tag old --property keep=1 --property drop=2
            set a --name b --min-disk 4 --min-ram 64 --protected --hidden --community --property new=3 --tag new --os-distro deb
            unset b --tag old --property drop
            show b -f json
            """)
        #expect(result.status == .done, "\(result.errors)")
        for text in [
            "\"name\": \"b\"", "\"min_disk\": 4", "\"min_ram\": 64", "\"protected\": true", "\"os_hidden\": true",
            "\"visibility\": \"community\"", "\"new\": \"3\"", "\"keep\": \"1\"", "\"os_distro\": \"deb\"",
        ] {
            #expect(result.output.contains(text), "\(text)")
        }
    }

    @Test func `remove what is there, and tell of what is not`() async throws {
        let shell = try TestShell()
        let one = try await shell.run("create a --tag x --tag y --property p=1 --property q=2; unset a --tag nope")
        #expect(one.status == .notFound && one.errors.contains("image 'a' has no tag 'nope'\n"), "\(one.errors)")
        #expect(!one.errors.contains(" of "), "\(one.errors)")
        let some = try await shell.run("unset a --tag x --tag nope --tag x --property p")
        #expect(some.status == .notFound)
        #expect(some.errors.contains("imgsh: 'nope': image 'a' has no tag 'nope'\n"), "\(some.errors)")
        #expect(some.errors.hasSuffix("2 of 3 tags and properties removed, 1 failed\n"), "\(some.errors)")
        #expect(try await shell.run("show a -f value -c tags").output == "['y']\n")
        let properties = try await shell.run("unset a --property nope --property q")
        #expect(properties.errors.hasSuffix("1 of 2 properties removed, 1 failed\n"), "\(properties.errors)")
        let tags = try await shell.run("tag remove a nope y")
        #expect(tags.status == .notFound && tags.errors.hasSuffix("1 of 2 tags removed, 1 failed\n"))
        let left = try await shell.run("show a -f json -c tags -c properties").output
        #expect(left.contains("\"tags\": []") && !left.contains("\"q\"") && !left.contains("\"p\""), "\(left)")
    }

    @Test func `withdraw an image and give it back`() async throws {
        let shell = try TestShell()
        let file = try shell.file("disk", "12345")
        let target = shell.directory("out")
        let result = try await shell.run("create a --file \(file); set a --deactivate; save a --file \(target)")
        #expect(result.status == .denied)
        #expect(result.errors.contains("is deactivated; its data cannot be read"))
        #expect(result.errors.contains("nothing was written to '\(target)'"))
        #expect(!shell.directory.exists("out"))
        #expect(try await shell.run("set a --activate; save a --file \(target)").status == .done)
    }

    @Test func `do not change the format of data that is there`() async throws {
        let shell = try TestShell()
        let file = try shell.file("disk", "12345")
        let result = try await shell.run("create a --file \(file); set a --disk-format qcow2")
        #expect(result.status == .conflict)
        #expect(result.errors.contains("its formats cannot change any more"))
    }
}
