import TestSupport
import Testing

/// What Tab offers, in the grammar of the shell.
struct completion {
    private func words(_ shell: TestShell, _ line: String) async throws -> [String] {
        try await rows(shell, line).map { $0[0] }
    }

    /// Words and what they are.
    private func rows(_ shell: TestShell, _ line: String) async throws -> [[String]] {
        try await shell.run(arguments: ["__complete", "--", line]).output.split(separator: "\n").map { row in
            row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test(arguments: [
        ("imag", ["image"]), ("image cr", ["create"]), ("cre", ["create"]),
        ("image create --disk-f", ["--disk-format"]),
        ("image create x --disk-format q", ["qcow2"]), ("image create x --disk-format=q", ["--disk-format=qcow2"]),
        ("list -f js", ["json", "jsonl"]), ("list -c Sta", ["Status"]), ("help image un", ["unset"]),
        ("image list --sort name:", ["name:asc", "name:desc"]), ("openstack image sav", ["save"]),
        ("echo a; image unse", ["unset"]), ("image create x --tag a --pub", ["--public"]), ("use loc", ["local"]),
        ("image-li", ["image-list"]), ("list -f", ["-f"]), ("config timi", ["timing"]),
        ("config timing o", ["on", "off"]),
        ("config nonsense ", []), ("help exit-", ["exit-status"]), ("@loc", ["@local"]), ("@nonsense show ", []),
        ("list --sort-column Vis", ["Visibility"]), ("list --sort-column=Vis", ["--sort-column=Visibility"]),
    ])
    func `knows commands, options and values`(_ line: String, _ wanted: [String]) async throws {
        #expect(try await words(try TestShell(), line) == wanted)
    }

    @Test(arguments: [
        ("list --sort name:asc,siz", ["name:asc,size:asc", "name:asc,size:desc"]),
        ("list --sort name:asc,nam", []), ("list --sort=size:asc,name:d", ["--sort=size:asc,name:desc"]),
    ])
    func `goes on with a list after its last comma, and offers nothing twice`(
        _ line: String, _ wanted: [String]
    ) async throws {
        #expect(try await words(try TestShell(), line) == wanted)
    }

    @Test func `offers the ID of an image whose name is the ID of another`() async throws {
        let shell = try TestShell()
        let (id, named) = ("6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77", "7f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77")
        _ = try await shell.run("create one --id \(id); create \(id) --id \(named)")
        #expect(try await words(shell, "show ").sorted() == [named, "one"])
        #expect(try await words(shell, "show 6f0f").sorted() == [id, named])
    }

    @Test func `offers names of images, quoted, and IDs where a name would not do`() async throws {
        let shell = try TestShell()
        let twin = "6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77"
        let other = "6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b78"
        _ = try await shell.run(
            "create 'two words'; create \"it's\"; create plain; create twin --id \(twin); create twin --id \(other)")
        _ = try await shell.run(arguments: ["image", "create", "bad\u{1b}name"])
        _ = try await shell.run(arguments: ["image", "create", "--", "--dashed"])
        _ = try await shell.run(arguments: ["image", "create", "--name", "local//odd"])
        #expect(try await words(shell, "show p") == ["plain"])
        #expect(try await words(shell, "show tw") == [twin, other, "'two words'"])
        #expect(try await words(shell, "show 'tw") == [twin, other, "'two words'"])
        #expect(try await words(shell, "delete it") == ["'it'\\''s'"])
        #expect(try await words(shell, "show 6f0f") == [twin, other])
        #expect(try await words(shell, "show //two") == ["'//two words'"])
        // What would be read as an image of another backend, cannot be so.
        #expect(try await words(shell, "show //loc") == ["//local//odd"])
        #expect(try await words(shell, "show odd") == ["//local//odd"])
        for line in ["show bad", "show -- --das"] {
            let found = try await words(shell, line)
            #expect(found.count == 1 && found[0].hasSuffix("-") == false, "\(line): \(found)")
            #expect(found.first?.split(separator: "/").last?.count == 36, "\(line): \(found)")
        }
    }

    @Test func `offers names and nothing else where only a name finds an image`() async throws {
        let shell = try TestShell()
        _ = try await shell.run("create twin; create twin; create 'two words'; create --name '*star\\'; create a//b")
        _ = try await shell.run(arguments: ["image", "create", "bad\u{1b}name"])
        _ = try await shell.run(arguments: ["image", "create", "--", "-dashed"])
        #expect(try await words(shell, "list --name ") == ["'*star\\'", "a//b", "twin", "'two words'"])
        #expect(
            try await words(shell, "list --name=") == [
                "--name='*star\\'", "--name=-dashed", "--name=a//b", "--name=twin", "--name='two words'",
            ])
        #expect(try await words(shell, "list --name words") == ["'two words'"])
        #expect(try await words(shell, "list --name loc") == [])
        #expect(try await words(shell, "save --name ") == ["'\\*star\\\\'", "a//b", "twin", "'two words'"])
    }

    @Test func `offers what holds the word when nothing begins with it`() async throws {
        let shell = try TestShell()
        _ = try await shell.run("create ubuntu-server; create ubuntu-desktop; create 'Server 2025'; create my-serve")
        #expect(try await words(shell, "show ubuntu-s") == ["ubuntu-server"])
        #expect(try await words(shell, "show server") == ["'Server 2025'", "ubuntu-server"])
        #expect(try await words(shell, "create x --disk-format cow") == ["qcow2"])
        #expect(
            try await words(shell, "create x --property bus") == ["hw_cdrom_bus=", "hw_disk_bus=", "hw_rescue_bus="])
    }

    @Test func `offers no option twice, and nothing in a comment`() async throws {
        let shell = try TestShell()
        #expect(try await words(shell, "image upload x --file f --fil") == [])
        #expect(try await words(shell, "image create --file f --fil") == ["--file"])
        #expect(try await words(shell, "image create x --property a=b --prop") == ["--property"])
        #expect(try await words(shell, "image create x --public --shar") == [])
        #expect(try await words(shell, "# image ") == [])
    }

    @Test func `offers options where no word is missing`() async throws {
        let offered = try await rows(try TestShell(), "image unset x ")
        #expect(offered.map { $0[0] } == ["--property", "--tag"])
        #expect(offered.allSatisfy { $0.count == 2 && !$0[1].isEmpty })
    }

    @Test func `offers files and directories, also below the home directory`() async throws {
        let shell = try TestShell()
        _ = try shell.file("disk one.raw", "x")
        _ = try shell.file("disk.qcow2", "x")
        let prefix = shell.directory("disk")
        #expect(
            try await words(shell, "image create x --file \(prefix)")
                == ["'\(prefix) one.raw'", "\(prefix).qcow2"])
        #expect(try await words(shell, "image create x --file \(shell.directory.path)") == [shell.directory.path + "/"])
        // A tilde in quotes is no home directory.
        #expect(try await words(shell, "create x --file ~/disk") == ["'\(prefix) one.raw'", "~/disk.qcow2"])
        #expect(try await words(shell, "create x --file=~/disk.") == ["--file=\(prefix).qcow2"])
        #expect(try await words(shell, "create x --file ~/one") == ["'\(prefix) one.raw'"])
        #expect(try await words(shell, "save x --to ~/disk") == [])
    }

    @Test func `offers programs and files where a program of the system stands`() async throws {
        let shell = try TestShell(environment: ["PATH": "/usr/bin:/bin"])
        #expect(try await words(shell, "list | mkfif") == ["mkfifo"])
        #expect(try await words(shell, "!mkfif") == ["mkfifo"])
        #expect(try await words(shell, "!/usr/bin/mkfif") == ["/usr/bin/mkfifo"])
        #expect(try await words(shell, "list | cat /usr/bin/mkfif") == ["/usr/bin/mkfifo"])
        #expect(try await words(shell, "list | nosuchprogram") == [])
        #expect(try await words(shell, "list | ") == [])
    }

    @Test func `offers tags, and those of the image when they are to go`() async throws {
        let shell = try TestShell()
        _ = try await shell.run("create a --tag nightly --tag base; create b --tag 'two words'")
        #expect(try await words(shell, "list --tag ") == ["base", "nightly", "'two words'"])
        #expect(try await words(shell, "unset a --tag ") == ["base", "nightly"])
        #expect(try await words(shell, "tag remove b ") == ["'two words'"])
        #expect(try await words(shell, "unset --tag ni") == ["nightly"])
    }

    @Test func `offers properties by common use and those that images have, with their values`() async throws {
        let shell = try TestShell()
        _ = try await shell.run(
            "create a --property os_distro=debian --property 'my key=x y' --property os_distro2=z; create b --property m=1"
        )
        #expect(try await words(shell, "set a --property os_d") == ["os_distro=", "os_distro2="])
        #expect(try await words(shell, "set a --property my") == ["'my key='"])
        #expect(try await words(shell, "set a --property 'my key=") == ["'my key='\'x y\'"])
        #expect(try await words(shell, "set a --property hw_disk_bus=vir") == ["hw_disk_bus=virtio"])
        #expect(
            try await words(shell, "set a --property=hw_firmware_type=")
                == ["bios", "uefi"].map { "--property=hw_firmware_type=\($0)" })
        #expect(try await words(shell, "set a --os-distro debi") == ["debian"])
        #expect(try await words(shell, "unset a --property ") == ["'my key'", "os_distro", "os_distro2"])
        #expect(try await words(shell, "unset b --property ") == ["m"])
    }

    @Test func `takes the backend before an image for whose tags and properties are meant`() async throws {
        let shell = try TestShell()
        let other = "local:" + shell.directory("other")
        _ = try await shell.run("create here --tag near; @\(other) create there --tag far --property place=far")
        #expect(try await words(shell, "set here --tag ") == ["near"])
        #expect(try await words(shell, "set \(other)//there --tag ") == ["far"])
        #expect(try await words(shell, "@\(other) set there --tag ") == ["far"])
        #expect(try await words(shell, "set \(other)//there --property plac") == ["place="])
        #expect(try await words(shell, "create \(other)//new --tag ") == ["far"])
        #expect(try await words(shell, "copy here \(other) --tag ") == ["far"])
        #expect(try await words(shell, "show \(other)//t") == ["\(other)//there"])
    }

    @Test func `offers at most a thousand names, among them the last`() async throws {
        let shell = try TestShell()
        let lines = (0..<1100).map { "create image-\(10_000 + $0)" }.joined(separator: "\n")
        _ = try await shell.run(lines)
        // Nobody waits long for names, and a busy machine may need longer than that.
        var offered: [String] = []
        for _ in 0..<30 where offered.isEmpty { offered = try await words(shell, "show image-") }
        #expect(offered.count == 1000)
        #expect(offered.first == "image-10000" && offered.last == "image-11099")
    }
}

/// What Tab offers of a service.
struct `completion from a service` {
    private func words(_ shell: TestServiceShell, _ line: String) async throws -> [String] {
        try await shell.shell.run(arguments: ["__complete", "--", line]).output.split(separator: "\n").map { row in
            String(row.split(separator: "\t", omittingEmptySubsequences: false)[0])
        }
    }

    @Test func `offers stores, servers, projects and members`() async throws {
        let shell = try TestServiceShell()
        _ = try await shell.makeImage("cirros")
        _ = try await shell.run("set cirros --shared; image add project cirros team-b")
        #expect(try await words(shell, "create x --store ") == ["fast", "slow", "web"])
        #expect(try await words(shell, "save cirros --prefer fast,") == ["fast,slow", "fast,web"])
        #expect(try await words(shell, "server image create web") == ["web-1"])
        #expect(try await words(shell, "server image create aaaa").count == 2)
        #expect(try await words(shell, "server list --name ") == ["new", "twin", "web-1"])
        #expect(try await words(shell, "image add project cirros ") == ["team-a", "team-b"])
        #expect(try await words(shell, "image remove project cirros ") == ["def03137a7bd4341bcc3836b11e41368"])
        #expect(try await words(shell, "list --project team-") == ["team-a", "team-b"])
    }
}
