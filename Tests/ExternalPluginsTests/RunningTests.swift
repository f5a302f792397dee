import BackendKit
import CommandKit
import ExternalPlugins
import Foundation
import TestSupport
import Testing

struct `a plugin that runs` {
    @Test func `gets its options as the manifest spells them, then '--', then its arguments`() async throws {
        let folder = try PluginFolder()
        try folder.add(
            "say",
            command: #"""
                , "arguments": [{"name": "word", "help": "h", "repeats": true, "optional": true}],
                "options": [{"name": "--number", "other-names": ["-n"], "value": "n", "type": "number", "help": "h"},
                            {"name": "--loud", "help": "h"},
                            {"name": "--to", "value": "w", "help": "h", "repeats": true}]
                """#, then: #"for word; do printf '<%s>' "$word"; done; echo"#)
        let lines = [
            ("say", "<-->"), ("say 'a  b' ''", "<--><a  b><>"),
            ("say x -n3 --loud --loud", "<--number><3><--loud><--loud><--><x>"),
            ("say --to=a --num 7 --to 'b c' -- -x", "<--number><7><--to><a><--to><b c><--><-x>"),
        ]
        for (line, wanted) in lines { #expect(try await folder.run(line).output == wanted + "\n", "\(line)") }
        #expect(try await folder.run("say -n many").errors.contains("--number: 'many' is not a whole number"))
        #expect(try await folder.run("say --lout").errors.contains("try: --loud"))
    }

    @Test func `ends the line with its status`() async throws {
        let folder = try PluginFolder()
        try folder.add("fail", command: "", then: "echo out; echo err >&2; exit 5")
        let result = try await folder.run("fail; echo never")
        #expect(result.status == .conflict)
        #expect(result.output == "out\n")
        #expect(result.errors == "err\n")
    }

    @Test func `is told what backend is meant`() async throws {
        let folder = try PluginFolder(["IMGSH_TOKEN_FD": "9", "IMGSH_ENDPOINT": "https://old.example"])
        let script = #"env | grep '^IMGSH_' | grep -v PLUGIN_PATH | sort"#
        try folder.add("tell", command: "", then: script)
        try folder.add("place", command: #", "access": "token""#, then: script)
        let store = folder.shell.directory("store")
        let plain = try await folder.run("@local:\(store) tell").output
        #expect(plain.contains("IMGSH_BACKEND=local:\(store)\n"))
        #expect(plain.contains("IMGSH_BACKEND_KIND=local\n"))
        #expect(plain.contains("IMGSH_PLUGIN_API=1\n"))
        #expect(!plain.contains("IMGSH_STORE"), "it has not asked")
        #expect(!plain.contains("TOKEN") && !plain.contains("old.example"), "what another one was told is not for it")
        let more = try await folder.run("use local:\(store) --as mine; place").output
        #expect(more.contains("IMGSH_BACKEND_NAME=mine\n"))
        #expect(more.contains("IMGSH_STORE=\(store)\n"))
        #expect(!more.contains("TOKEN"), "nobody needs one for a directory")
    }

    @Test func `is told which certificates to trust, be they in a file or in a directory`() async throws {
        let folder = try PluginFolder(plugins: [BackendPlugin(Lender())])
        let script = "env | grep '^IMGSH_CA_' | sort"
        try folder.add("tell", command: "", then: script + "; true")
        try folder.add("trust", command: #", "access": "place""#, then: script)
        #expect(try await folder.run("@lender tell").output == "")
        #expect(
            try await folder.run("@lender trust").output
                == "IMGSH_CA_DIRECTORY=/ca/certificates\nIMGSH_CA_FILE=/ca/bundle.pem\n")
    }

    @Test func `reads a token and secret options from descriptors, and finds them nowhere else`() async throws {
        let folder = try PluginFolder(plugins: [BackendPlugin(Lender(), Miser())])
        try folder.add(
            "take",
            command: #"""
                , "access": "token", "options": [{"name": "--key", "value": "key", "secret": true, "help": "h",
                "repeats": true}]
                """#,
            then: #"""
                echo "$@"
                cat <&"$IMGSH_TOKEN_FD"; echo
                cat /dev/fd/4 /dev/fd/5; echo
                tr '\0' '\n' < /proc/$$/environ | grep -c -e 'lent-token' -e 'open-sesame'
                tr '\0' '\n' < /proc/$$/cmdline | grep -c -e 'lent-token' -e 'open-sesame'
                for fd in /proc/$$/fd/*; do [ ! -e $fd ] || [ ${fd##*/} -le 5 ] || [ ${fd##*/} -eq 10 ] || echo "also $fd"; done
                """#)
        let result = try await folder.run("@lender take --key open-sesame-1 --key=open-sesame-2")
        #expect(
            result.output == """
                --key /dev/fd/4 --key /dev/fd/5
                lent-token
                open-sesame-1open-sesame-2
                0
                0

                """, "\(result.errors)")
    }

    @Test func `and wants a token where there is none to lend is refused`() async throws {
        let folder = try PluginFolder(plugins: [BackendPlugin(Lender(), Miser())])
        try folder.add("take", command: #", "access": "token""#, then: "echo ran")
        let result = try await folder.run("@miser take")
        #expect(result.status == .usage)
        #expect(result.errors.contains("the miser backend cannot lend its place and a token to a plugin"))
        #expect(result.output == "")
    }

    @Test func `writes rows that are shown as any others`() async throws {
        let folder = try PluginFolder()
        try folder.add(
            "rows", command: #", "output": "rows", "columns": ["Name", "Size", "Tags"]"#,
            then: #"""
                echo '{"Name": "a \"b\"", "Size": 3, "Tags": ["x", "y"], "Other": 1}'
                echo; echo '{"Name": "\u001b[2J", "Size": null}'
                """#)
        #expect(try await folder.run("rows -f value -c Size").output == "3\nNone\n")
        #expect(try await folder.run("rows -f json -c Name --noindent").output.hasPrefix(#"[{"Name": "a \"b\""}"#))
        #expect(!(try await folder.run("rows").output.contains("\u{1b}")))
        #expect(try await folder.run("rows -c Nothing").errors.contains("no column 'Nothing'"))
    }

    @Test func `writes numbers that stay numbers`() async throws {
        let folder = try PluginFolder()
        try folder.add(
            "sizes", command: #", "output": "rows", "columns": ["GiB"]"#,
            then: #"printf '%s\n' '{"GiB": 10}' '{"GiB": 9.5}' '{"GiB": [0.25]}'"#)
        #expect(
            try await folder.run("sizes -f json --noindent").output
                == #"[{"GiB": 10}, {"GiB": 9.5}, {"GiB": [0.25]}]"# + "\n")
        #expect(try await folder.run("sizes -f value --sort-column GiB").output == "9.5\n10\n[0.25]\n")
    }

    @Test func `writes one record`() async throws {
        let folder = try PluginFolder()
        try folder.add(
            "one", command: #", "output": "record", "columns": ["id", "size"]"#,
            then: #"echo '{"size": 3, "id": "x"}'"#)
        #expect(try await folder.run("one -f shell").output == "id=\"x\"\nsize=\"3\"\n")
    }

    @Test(arguments: [
        (#"echo '{"a": 1}'; echo garbage"#, "has written a line 2 that is no JSON object"),
        ("echo '[]'", "has written a line 1 that is no JSON object"),
        ("printf '{\"a\": 1'", "has written a line 1 that is no JSON object"),
    ])
    func `and writes no rows where it promised some is at fault`(_ script: String, _ reason: String) async throws {
        let folder = try PluginFolder()
        try folder.add("rows", command: #", "output": "rows", "columns": ["a"]"#, then: script)
        let result = try await folder.run("rows")
        #expect(result.status == .protocol)
        #expect(result.errors.contains(reason))
    }

    @Test func `and leaves something that goes on writing is not waited for`() async throws {
        let folder = try PluginFolder()
        let writer = #"(for i in $(seq 3000); do echo '{"a": 1}'; sleep 0.02; done) &"#
        try folder.add("rows", command: #", "output": "rows", "columns": ["a"]"#, then: writer + " sleep 0.1")
        let result = try await folder.run("rows -f value")
        #expect(result.output.hasPrefix("1\n"), "\(result.errors)")
        #expect(result.status == .done, "\(result.errors)")
        // All of them are there only where it is waited for.
        #expect(result.output.count { $0.isNewline } < 3000)
    }

    @Test func `and writes rows for ever is ended`() async throws {
        let folder = try PluginFolder()
        try folder.add(
            "rows", command: #", "output": "rows", "columns": ["a"]"#,
            then: #"yes "{\"a\": \"$(printf '%04000d' 1)\"}"; echo ended >&2"#)
        let result = try await folder.run("rows")
        #expect(result.status == .protocol)
        #expect(result.errors.contains("has written more than 64 MiB of rows"))
        #expect(result.output == "")
    }

    @Test func `in the background keeps its output together`() async throws {
        let folder = try PluginFolder()
        try folder.add("slow", command: "", then: "echo one; sleep 0.2; echo two; cat; exit 4")
        let result = try await folder.run("slow &\nwait")
        #expect(result.output == "one\ntwo\n")
        #expect(result.status == .denied)
    }

    @Test func `may run imgsh itself`() async throws {
        let folder = try PluginFolder()
        try folder.add("again", command: "", then: #"echo "$IMGSH_PROGRAM""#)
        #expect(try await folder.run("again").output.hasPrefix("/"))
    }
}

/// Lends nothing.
private struct Miser: ImageBackend {
    let info = BackendInfo(kind: "miser", name: "miser", location: "nowhere")

    func images(matching query: ImageQuery) -> Pages<Image> { Pages { { nil } } }
    func image(_ id: Image.ID) async throws -> Image { throw ImageError.noImage(id.rawValue, in: info) }
    func deleteImage(_ id: Image.ID) async throws { throw ImageError.noImage(id.rawValue, in: info) }
}

/// Lends a token.
private struct Lender: ImageBackend, AccessLending {
    let info = BackendInfo(kind: "lender", name: "lender", location: "nowhere")

    func images(matching query: ImageQuery) -> Pages<Image> { Pages { { nil } } }
    func image(_ id: Image.ID) async throws -> Image { throw ImageError.noImage(id.rawValue, in: info) }
    func deleteImage(_ id: Image.ID) async throws { throw ImageError.noImage(id.rawValue, in: info) }

    func lendAccess(_ extent: AccessExtent) async throws -> LentAccess {
        var lent = LentAccess()
        (lent.caFile, lent.caDirectory) = ("/ca/bundle.pem", "/ca/certificates")
        if extent == .token { lent.token = LentToken("lent-token") }
        return lent
    }
}
