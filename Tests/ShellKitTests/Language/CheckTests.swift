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

    @Test func `ends as the script would where there is none`() async throws {
        let shell = try TestShell()
        for path in [shell.directory("nosuch.imgsh"), shell.directory.path + "/"] {
            let result = try await shell.run(arguments: ["--check", path])
            let run = try await shell.run(arguments: [path])
            #expect(result.status == run.status && result.errors == run.errors, "\(result.errors)")
        }
        #expect(try await shell.run(arguments: ["--check", shell.directory("nosuch.imgsh")]).status == .notFound)
    }

    /// A ‸ stands before the words that are said to be wrong.
    @Test(arguments: [
        "image list -c ‸nosuch", "let x = 1; image list --name $x -c Name -c ‸nosuch -f json",
        "image list --sort-column ‸nosuch", "image list -f ‸shell", "show x -f ‸csv",
        "set $# --property a=$# --property ‸b", "parallel ‸99\necho\nend", "function f\n  return ‸400\nend\nf",
        "function f; return ‸x; end; f", "exit ‸256", "watch ‸nosuch", "watch -n 5 image list -c ‸nosuch",
        "watch watch ‸image lst", "watch --count ‸0 list", "watch --interval ‸31536001 list",
        "‸watch list < /etc/passwd",
        "function f; echo; end; watch ‸g", "alias l='image list'; watch l ‸--nope", "let c = list; watch ‸$c",
        "parallel 2; - watch ‸image lst; end", "‸watch", "config ‸colour on",
        "echo > ‸''", "let b = local; @$b image list -c ‸nosuch",
        "let name = 1\n!test ‸$name -gt 0", "foreach f in a\n!rm \"x/‸${f}y\"\nend", "!cp ‸$1 .", "!rm -rf x/‸$@",
        "‸!image show x", "‸set -euo pipefail", "‸set -e",
        "‸! image list | cat", "‸!list", "function build; echo; end\n‸!build x", "let a = x\n!echo '$a' \\$a ‸${#a}",
    ])
    func `says what is refused whenever it runs`(_ marked: String) async throws {
        let lines = marked.split(separator: "\n", omittingEmptySubsequences: false)
        let line = try #require(lines.firstIndex { $0.contains("‸") })
        let column = try #require(lines[line].split(separator: "‸", omittingEmptySubsequences: false).first).count + 1
        let shell = try TestShell()
        let path = try shell.file("script", marked.replacing("‸", with: ""))
        let result = try await shell.run(arguments: ["--check", "-f", path])
        #expect(
            result.status == .usage && result.errors.hasPrefix("\(path):\(line + 1):\(column): "), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count { $0.hasPrefix(path) } == 1, "\(result.errors)")
        let run = try await shell.run(arguments: ["-f", path])
        #expect(run.status == .usage, "\(run.errors)")
    }

    @Test(arguments: [
        "let n = 99; parallel $n; echo; end", "function f; return $1; end; f 4", "exit ${x:-3}",
        "image list -c id -c NAME",
        "image list -c $# -f $#", "show x -c os_distro", "watch -n 1 --count 1 list -c Name", "watch $@",
        "let b = local; @$b image list -c Name", "let f = x\n!for f in a b; do echo $f; done",
        "let f = x\n!f=y; echo $f", "let f = x\n!echo '$f' \\$f \"\\$f\" $fx $$ $? $0",
        "let f = x\n!ls | while read -r f; do echo $f; done",
        "!set -- a; echo $1", "let f = x\n!. ./file; echo $f", "!f() { echo $1; }; f a", "!echo $NOBODY", "!echo a",
        "!/bin/list x",
        "!awk '{ print $1 }'", "@$1 list", "@${1:-local} show x",
        "function f; echo; end; watch f 1 2", "watch image --help", "watch --count $# list", "config -c value -f value",
    ])
    func `passes what may be right`(_ text: String) async throws {
        let result = try await TestShell().run(arguments: ["--check", "-c", text])
        #expect(result.status == .done, "\(result.errors)")
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

    @Test func `leaves open what a script may bring whose path is known only when it runs, and says so`() async throws {
        let shell = try TestShell()
        let source = "let here = $(echo | dirname $0)\nsource $here/lib.imgsh\n"
        let open = try await shell.run(arguments: [
            "--check", "-c", source + "log \"$level\"; @local log a > /dev/null",
        ])
        #expect(open.status == .done && open.errors.hasSuffix(" path is known only when it runs was not checked\n"))
        for wrong in ["image lst", "image list --nope", "$level list", "'log' a", "echo > ''"] {
            #expect(try await shell.run(arguments: ["--check", "-c", source + wrong]).status == .usage, "\(wrong)")
        }
        for text in ["log a", "echo $level"] {
            #expect(try await shell.run(arguments: ["--check", "-c", text]).status == .usage, "\(text)")
        }
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
