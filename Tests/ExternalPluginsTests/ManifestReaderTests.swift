import BackendKit
import CommandKit
import Testing

@testable import ExternalPlugins

struct `a manifest` {
    private func read(_ text: String, of name: String = "oldest") throws -> PluginManifest {
        try ManifestReader(name: name).manifest(Array(text.utf8))
    }

    /// A manifest with one command, to which this is added.
    private func command(_ more: String) -> String {
        #"{"imgsh": 1, "commands": [{"name": "oldest", "summary": "s"\#(more)}]}"#
    }

    @Test func `is as good as a signature`() throws {
        let manifest = try read(
            #"""
            {"imgsh": 1, "version": "2.0", "commands": [
              {"name": "oldest", "other-names": ["oldest first"], "summary": "List them", "discussion": ["More."],
               "arguments": [{"name": "image", "type": "image", "help": "An image"},
                             {"name": "file", "type": "file", "help": "Files", "optional": true, "repeats": true}],
               "options": [{"name": "--days", "other-names": ["-d"], "value": "number", "type": "number",
                            "default": "30", "help": "How old"},
                           {"name": "--kind", "value": "kind", "help": "Which",
                            "choices": ["a", {"word": "b", "help": "the other"}], "repeats": true},
                           {"name": "--password", "value": "word", "secret": true, "help": "To get in"},
                           {"name": "--long", "help": "More of it"}],
               "output": "rows", "columns": ["ID", "Days"], "access": "token", "changes": true,
               "examples": [{"line": "oldest first cirros", "purpose": "Which"}]},
              {"name": "oldest report", "summary": "Report"}]}
            """#)
        #expect(manifest.version == "2.0")
        #expect(manifest.commands.map(\.signature.name) == ["oldest", "oldest report"])
        let first = manifest.commands[0]
        #expect(first.access == .token)
        #expect(first.changes)
        #expect(
            HelpText.synopsis(of: first.signature)
                == "oldest <image> [<file> ...] [--days <number>] [--kind <kind>]... [--password <word>] [--long] "
                + "[output options]")
        let shapes = first.signature.parameters.map(\.shape)
        #expect(shapes.map(\.isSecret) == [false, false, false, false, true, false])
        #expect(shapes[2].defaultText == "30")
        #expect(shapes[2].allSpellings == ["--days", "-d"])
        #expect(first.signature.commandName.others == ["oldest first"])
        #expect(first.signature.columns == ["ID", "Days"])
        #expect(first.signature.examples == [Example("oldest first cirros", "Which")])
        #expect(manifest.commands[1].access == .none)
        // What is not said may be anything.
        #expect(manifest.commands[1].changes)
        #expect(manifest.commands[1].signature.changes == .unsaid)
    }

    /// What was printed, and what is said of it.
    @Test(arguments: [
        ("", "not JSON"), ("hello", "not JSON"), ("[]", "is no object"), ("{}", "imgsh: must be the version"),
        (#"{"imgsh": "1"}"#, "imgsh: must be the version"),
        (#"{"imgsh": 2, "commands": []}"#, "imgsh: this imgsh reads version 1, not 2"),
        (#"{"imgsh": 1}"#, "commands: there are none"), (#"{"imgsh": 1, "commands": {}}"#, "commands: is no list"),
        (#"{"imgsh": 1, "commands": [1]}"#, "commands[0]: is no object"),
        (#"{"imgsh": 1, "comands": []}"#, "'comands' is no field of it; 'commands' is one"),
        (#"{"imgsh": 1, "version": 3, "commands": [{"name": "oldest", "summary": "s"}]}"#, "version: is no text"),
        (#"{"imgsh": 1, "commands": [{"summary": "s"}]}"#, "commands[0]: has no 'name'"),
        (#"{"imgsh": 1, "commands": [{"name": "oldest"}]}"#, "commands[0]: has no 'summary'"),
        (#"{"imgsh": 1, "commands": [{"name": "oldest", "summary": ""}]}"#, "commands[0].summary: is empty"),
        (#"{"imgsh": 1, "commands": [{"name": "oldest", "summary": "\u001b[2J"}]}"#, "not for a terminal"),
        (#"{"imgsh": 1, "commands": [{"name": "delete", "summary": "s"}]}"#, "'delete' does not begin with 'oldest'"),
        (#"{"imgsh": 1, "commands": [{"name": "oldestof", "summary": "s"}]}"#, "does not begin with 'oldest'"),
        (#"{"imgsh": 1, "commands": [{"name": "oldest-of", "summary": "s"}]}"#, "does not begin with 'oldest'"),
        (#"{"imgsh": 1, "commands": [{"name": "oldest ü", "summary": "s"}]}"#, "does not begin with 'oldest'"),
        (
            #"{"imgsh": 1, "commands": [{"name": "oldest", "summary": "s"}, {"name": "oldest", "summary": "s"}]}"#,
            "commands[1].name: the command 'oldest' is there twice"
        ),
        (
            #"{"imgsh": 1, "commands": [{"name": "oldest", "summary": "s", "other-names": ["oldest"]}]}"#,
            "the command 'oldest' is there twice"
        ),
        (
            #"{"imgsh": 1, "commands": [{"name": "oldest", "summary": "s", "other-names": [7]}]}"#,
            "commands[0].other-names[0]"
        ),
    ])
    func `that is wrong says where`(_ text: String, _ reason: String) throws {
        let error = #expect(throws: ManifestError.self) { try read(text) }
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }

    /// What is added to a command, and what is said of it.
    @Test(arguments: [
        (#", "output": "table""#, "output: 'table' is none of text, rows, record"),
        (#", "output": "rows""#, "has output, but no 'columns'"),
        (#", "access": "all""#, "access: 'all' is none of none, place, token"),
        (#", "changes": "yes""#, "changes: is neither true nor false"),
        (#", "discussion": "text""#, "discussion: is no list"), (#", "discussion": [1]"#, "discussion[0]: is no text"),
        (#", "examples": [{"line": "image list", "purpose": "p"}]"#, "does not begin with the command's name"),
        (#", "examples": [{"line": "oldest"}]"#, "examples[0]: has no 'purpose'"),
        (#", "arguments": [{"name": "a b", "help": "h"}]"#, "arguments[0].name: may have letters"),
        (#", "arguments": [{"name": "a"}]"#, "arguments[0]: has no 'help'"),
        (#", "arguments": [{"name": "a", "help": "h", "secret": true}]"#, "'secret' is no field of it"),
        (#", "arguments": [{"name": "a", "help": "h"}, {"name": "a", "help": "h"}]"#, "'a' is taken"),
        (
            #", "arguments": [{"name": "a", "help": "h", "repeats": true}, {"name": "b", "help": "h"}]"#,
            "arguments[1]: an argument that repeats must be the last"
        ),
        (#", "options": [{"name": "days", "help": "h"}]"#, "'days' is no option of the form --name"),
        (#", "options": [{"name": "-d", "help": "h"}]"#, "'-d' is no option of the form --name"),
        (#", "options": [{"name": "--d", "other-names": ["-dd"], "help": "h"}]"#, "form --name or -n"),
        (#", "options": [{"name": "--help", "help": "h"}]"#, "'--help' is taken"),
        (#", "options": [{"name": "--a", "other-names": ["-q"], "help": "h"}]"#, "'-q' is taken"),
        (#", "options": [{"name": "--a", "help": "h"}, {"name": "--a", "help": "h"}]"#, "'--a' is taken"),
        (
            #", "output": "rows", "columns": ["a"], "options": [{"name": "--format", "help": "h", "value": "v"}]"#,
            "'--format' is taken"
        ),
        (#", "options": [{"name": "--a", "help": "h", "type": "text"}]"#, "type: an option without 'value' has none"),
        (#", "options": [{"name": "--a", "help": "h", "secret": true}]"#, "secret: an option without 'value'"),
        (#", "options": [{"name": "--a", "value": "v", "help": "h", "secrets": true}]"#, "'secret' is one"),
        (#", "options": [{"name": "--a", "value": "v", "help": "h", "type": "colour"}]"#, "'colour' is no type"),
        (#", "options": [{"name": "--a", "value": "v", "help": "h", "type": "imag"}]"#, "'image' is one"),
        (
            #", "options": [{"name": "--a", "value": "v", "help": "h", "type": "text", "choices": ["a"]}]"#,
            "type: stands beside 'choices'"
        ),
        (#", "options": [{"name": "--a", "value": "v", "help": "h", "choices": [{"help": "x"}]}]"#, "has no 'word'"),
        (#", "options": [{"name": "--a", "value": "v", "help": "h", "choices": [3]}]"#, "choices[0]: is no object"),
    ])
    func `whose command is wrong says where`(_ more: String, _ reason: String) throws {
        let error = #expect(throws: ManifestError.self) { try read(command(more)) }
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
        #expect(error?.description.hasPrefix("commands[0]") == true)
    }

    @Test(arguments: ["image resize", "image-resize", "image-resize all", "image resize all"])
    func `of a program whose name has a dash may begin with it, joined or not`(_ name: String) throws {
        let text = #"{"imgsh": 1, "commands": [{"name": "\#(name)", "summary": "s"}]}"#
        #expect(try read(text, of: "image-resize").commands[0].signature.name == name)
        #expect(throws: ManifestError.self) { try read(text, of: "image-res") }
        #expect(throws: ManifestError.self) { try read(text, of: "resize") }
    }

    @Test func `with more than anybody would type is refused`() throws {
        let many = (0...100).map { #"{"name": "oldest n\#($0)", "summary": "s"}"# }.joined(separator: ",")
        let error = #expect(throws: ManifestError.self) { try read(#"{"imgsh": 1, "commands": [\#(many)]}"#) }
        #expect(error?.description == "commands: has more than 100 entries")
    }
}
