import CommandKit
import Foundation
import TestSupport
import Testing

struct `checking a script` {
    @Test func `finds everything that is wrong, in all its files, and runs nothing`() async throws {
        let shell = try TestShell()
        let lib = try shell.file("lib", "function share\n  image add project $1 $2 --bogus\nend\nlet known = 1\n")
        let path = try shell.file(
            "script",
            """
            source \(lib)
            image lst
            create x --disk-format nope --min-disk $known
            create y --min-disk abc --name=$known
            echo $unknown ${unknown:-fine} $known
            share 1 2; shre 1
            list < file
            show; show $@; show a b
            function image; end
            alias ll='list --long'
            ll --nope
            @local create z --min-ram=x
            foreach i in $(list --bad); echo $i; end
            if show "$known"; delete $i --yes; end
            source nowhere
            """)
        let result = try await shell.run(arguments: ["--check", "-f", path])
        // The place of each: "lib 2:26".
        let places = result.errors.split(separator: "\n").compactMap { line -> String? in
            let isLib = line.hasPrefix(lib + ":")
            guard isLib || line.hasPrefix(path + ":") else { return nil }
            let parts = line.dropFirst((isLib ? lib : path).count + 1).split(separator: ":", maxSplits: 2)
            return (isLib ? "lib " : "") + parts[0] + ":" + parts[1]
        }
        #expect(
            places == [
                "15:8", "2:1", "3:24", "4:21", "5:6", "6:12", "7:1", "8:1", "8:23", "9:10", "11:4", "12:27", "13:21",
                "lib 2:27",
            ], "\(result.errors)")
        #expect(result.status == .usage)
        #expect(try shell.directory.names() == ["lib", "script"])
    }

    @Test func `says that nothing was found`() async throws {
        let shell = try TestShell()
        let result = try await shell.run(arguments: [
            "--check", "-c", "let x = 1; create $x --min-disk $x | cat; show \"$_\"",
        ])
        #expect(result.status == .done && result.errors == "2 commands, no mistake found\n", "\(result.errors)")
        #expect(try await shell.run(arguments: ["--check", "-c", "if a"]).status == .usage)
        #expect(try await shell.run(arguments: ["--check", "image", "list"]).status == .usage)
    }

    @Test func `knows the help of a noun`() async throws {
        let shell = try TestShell()
        #expect(try await shell.run(arguments: ["--check", "-c", "image member --help"]).status == .done)
        #expect(try await shell.run(arguments: ["--check", "-c", "image member"]).status == .usage)
        #expect(try await shell.run(arguments: ["--check", "-c", "imagine --help"]).status == .usage)
    }

    @Test func `finds nothing in the examples`() async throws {
        let scripts = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Examples/Scripts")
        let names = try FileManager.default.contentsOfDirectory(atPath: scripts.path).filter { $0.hasSuffix(".imgsh") }
        #expect(!names.isEmpty)
        for name in names {
            let result = try await TestShell().run(arguments: ["--check", scripts.appending(path: name).path])
            #expect(result.status == .done, "\(result.errors)")
        }
    }
}
