import CommandKit
import Foundation
import TestSupport
import Testing

struct `a program called imgsh-NAME` {
    @Test func `is a command, by the words of its name`() async throws {
        let folder = try PluginFolder()
        try folder.add(
            "image-resize",
            manifest: #"""
                {"imgsh": 1, "commands": [{"name": "image resize", "summary": "Resize"},
                                          {"name": "image resize undo", "summary": "Back"}]}
                """#, then: #"echo "<$*>""#)
        #expect(
            try await folder.run("image resize; resize; image resize undo; glance image resize").output
                == "<>\n<>\n<undo>\n<>\n")
        #expect(try await folder.run("image-resize").errors.contains("no command 'image-resize'"))
    }

    @Test func `is looked for in the plugin directories and in PATH, and not where one happens to be`() async throws {
        let other = try TemporaryDirectory()
        let folder = try PluginFolder(["PATH": "\(other.path):.::relative:/nowhere"])
        try folder.add("one", command: "", then: "echo one")
        try folder.add("two", command: "", then: "echo two", in: other)
        #expect(try await folder.run("one; two").output == "one\ntwo\n")
        #expect(try await folder.run("config plugin-path \(other.path); one").errors.contains("no command 'one'"))
        #expect(try await folder.run("config plugin-path relative").errors.contains("'relative' is no absolute path"))
    }

    @Test func `lies in the data directory where nothing else is said`() async throws {
        let folder = try PluginFolder(["IMGSH_PLUGIN_PATH": ""])
        let directory = folder.shell.directory(".local/share/imgsh/plugins")
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let path = try folder.add("here", command: "", then: "echo here")
        try FileManager.default.moveItem(atPath: path, toPath: directory + "/imgsh-here")
        #expect(try await folder.run("here").output == "here\n")
    }

    @Test func `that is reached by two paths is one`() async throws {
        let folder = try PluginFolder()
        let path = try folder.add("one", command: "", then: "echo one")
        let link = try TemporaryDirectory()
        try FileManager.default.createSymbolicLink(atPath: link("imgsh-one"), withDestinationPath: path)
        let lines = "config plugin-path \(folder.plugins.path):\(link.path); one; plugin list -f value -c State"
        #expect(try await folder.run(lines).output == "one\nready\n")
    }

    @Test(arguments: ["../etc", "a b", "-x", "x-", ".x", "ü", "", String(repeating: "x", count: 65)])
    func `never has an odd name`(_ name: String) async throws {
        let folder = try PluginFolder()
        #expect(try await folder.run("'\(name)'").status == .usage)
    }

    @Test func `that has the name of a command is a conflict, and the command stays`() async throws {
        let folder = try PluginFolder()
        for name in ["list", "image-list", "image", "image-list-more", "openstack"] {
            let words = name == "image-list-more" ? "image list more" : name.replacing("-", with: " ")
            try folder.add(name, manifest: #"{"imgsh": 1, "commands": [{"name": "\#(words)", "summary": "s"}]}"#)
        }
        let states = try await folder.run("plugin list -f value -c Name -c State").output
        #expect(
            states == """
                image conflict: it brings the command 'image', and commands of imgsh (standard commands) begin with that
                image-list conflict: it brings the command 'image list', and 'image list' is one of imgsh (standard commands)
                image-list-more conflict: it brings the command 'image list more', and 'image list' is one of imgsh (standard commands)
                list conflict: it brings the command 'list', and 'image list' is one of imgsh (standard commands)
                openstack conflict: it brings the command 'openstack', and commands of imgsh (standard commands) begin with that

                """)
        #expect(try await folder.run("image list; list -f value").status == .done)
    }

    @Test func `with one command too many cannot be used for another one either`() async throws {
        let folder = try PluginFolder()
        let path = try folder.add(
            "image",
            manifest: #"""
                {"imgsh": 1, "commands": [{"name": "image resize", "summary": "s"}, {"name": "image list", "summary": "s"}]}
                """#)
        let result = try await folder.run("image resize")
        #expect(result.status == .failed)
        #expect(
            result.errors.contains(
                "the plugin '\(path)' cannot be used: it brings the command 'image list', and 'image list' is one of "
                    + "imgsh (standard commands)"))
    }

    @Test func `that brings what another one brings is an error that names both`() async throws {
        let (first, second) = (try TemporaryDirectory(), try TemporaryDirectory())
        let folder = try PluginFolder(["IMGSH_PLUGIN_PATH": "\(first.path):\(second.path)"])
        let one = try folder.add("same", command: "", then: "", in: first)
        let other = try folder.add("same", command: "", then: "", in: second)
        let result = try await folder.run("same")
        #expect(result.status == .failed)
        #expect(result.errors.contains("the command 'same' comes from both '\(one)' and '\(other)'"))
        try folder.add("a", manifest: #"{"imgsh": 1, "commands": [{"name": "a b", "summary": "s"}]}"#, in: first)
        try folder.add("a-b", manifest: #"{"imgsh": 1, "commands": [{"name": "a b", "summary": "s"}]}"#, in: second)
        #expect(try await folder.run("a b").errors.contains("the command 'a b' comes from both"))
    }

    @Test func `cannot be hidden by an alias`() async throws {
        let folder = try PluginFolder()
        try folder.add("mine", command: "", then: "")
        #expect(try await folder.run("alias mine='image list'").errors.contains("'mine' is a command already"))
    }

    @Test func `is not run before it is wanted`() async throws {
        let folder = try PluginFolder()
        let mark = folder.plugins("asked")
        try folder.add("late", script: "echo x >> \(mark); exit 1")
        _ = try await folder.run("image list; echo x; help image list; config; list; source /dev/null")
        _ = try await folder.shell.run(arguments: ["--version"])
        _ = try await folder.shell.run(arguments: ["--manual"])
        #expect(!FileManager.default.fileExists(atPath: mark))
        _ = try await folder.run("help")
        #expect(FileManager.default.fileExists(atPath: mark))
    }
}
