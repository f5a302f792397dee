import CommandKit
import TestSupport
import Testing

@testable import ShellKit

/// What statements do.
struct `a statement` {
    private func run(_ text: String) async throws -> TestShell.Result { try await TestShell().run(text) }

    @Test(arguments: [
        ("let x = 'a  b'; echo $x \"<$x>\" '$x' \\$x", "a  b <a  b> $x $x\n"),
        ("let x = 1; let y = \"$x$x\"; echo ${y}2", "112\n"), ("echo ${x:-none} ${x:-a b}", "none a b\n"),
        ("let x = ''; echo ${x:-empty} <$x>", ""), ("let x = ''; echo ${x:-$(echo deep)}", "deep\n"),
        ("echo $#; echo \"${1:-no first}\"", "0\nno first\n"), ("echo $(echo a; )", ""),
        ("echo \"[$(echo 'a  b')]\"", "[a  b]\n"), ("echo $(echo $(echo in))x", "inx\n"),
        ("let x = $(echo \"a\nb\"); echo $x", "a\nb\n"), ("true_; echo never", ""),
        ("show n || echo or", "or\n"), ("echo a && echo b || echo c", "a\nb\n"), ("show n && echo b || echo c", "c\n"),
        ("if show n; echo y; else if echo z; echo e; else; echo n; end", "z\ne\n"),
        ("if show n; echo y; end; echo after", "after\n"),
        ("foreach x in a 'b c'; echo <$x>; end", ""), ("foreach x in a 'b c'; echo .$x.; end", ".a.\n.b c.\n"),
        ("foreach x in $(echo 'a b\nc'); echo .$x.; end", ".a b.\n.c.\n"),
        ("foreach x in \"$(echo 'a\nb')\"; echo .$x.; end", ".a\nb.\n"),
        ("let l = $(echo 'a\nb'); foreach x in $l; echo .$x.; end", ".a\nb.\n"),
        ("foreach x in a b c; if echo $x | grep -q b; continue; end; echo $x; end", "a\nc\n"),
        ("foreach x in a b c; echo $x; if echo $x | grep -q b; break; end; end; echo e", "a\nb\ne\n"),
        ("foreach x in a b; show n || break; end; echo after $?", "after 0\n"),
        ("foreach x in a b; show n || continue; echo never; end; echo after $?", "after 0\n"),
        ("foreach x in a; if show n; echo y; else; break; end; end; echo after", "after\n"),
        ("function f; echo $# $1 $2; end; f 'a b' c", "2 a b c\n"), ("function f; echo $@; end; f a 'b c'", "a b c\n"),
        ("echo ${@:-d e} f", "d e f\n"), ("foreach x in ${@:-d e}; echo .$x.; end", ".d e.\n"),
        ("foreach x in ${@:-$(echo 'a\nb')}; echo .$x.; end", ".a.\n.b.\n"),
        ("function f; foreach x in ${@:-none}; echo .$x.; end; end; f 'a b' c; f", ".a b.\n.c.\n.none.\n"),
        ("function f; echo $#; end; f ${@:-x}; f ${@:-}", "1\n1\n"),
        ("function g; echo $#; end; function f; g $@ x; end; f a 'b c'", "3\n"),
        ("let x = out; function f; let x = in; let y = 1; echo $x; end; f; echo $x ${y:-unset}", "in\nout unset\n"),
        ("function f; return 4; end; f || echo $?", "4\n"),
        ("function f; echo a; return; echo b; end; f; echo c", "a\nc\n"),
        ("function f; foreach i in 1 2; echo $i; return; end; end; f; echo c", "1\nc\n"),
        ("function f; echo $1 | tr a-z A-Z; end; let x = $(f abc); echo $x", "ABC\n"),
        ("function down; echo $1; if echo $1 | grep -q xx; return; end; down x$1; end; down x", "x\nxx\n"),
        ("- show n; echo after", "after\n"), ("create x; echo $_ | wc -c | tr -d ' '", "37\n"),
        ("parallel 3; echo a; echo b; foreach x in c d; echo $x; end; end", "a\nb\nc\nd\n"),
        ("parallel 2; let x = 1; end; echo ${x:-unset}", "unset\n"),
        ("echo <<E\na $(echo b)\n'c\nE", "a b\n'c\n"), ("echo <<'E'\na $(echo b)\nE", "a $(echo b)\n"),
        ("let t = <<E\none\ntwo\nE\necho \"$t.\"", "one\ntwo\n.\n"), ("create n <<E -f value -c size\n12345\nE", "6\n"),
        ("echo b a c | tr ' ' '\\n' | sort | head -1", "a\n"), ("echo '$x; rm' | cat", "$x; rm\n"),
        ("let p = 'a;b|c'; echo $p | cat", "a;b|c\n"), ("let o = --nope; echo -- $o", "--nope\n"),
        ("let o = --nope; echo $o", "--nope\n"), ("echo 'a\\b'", "a\\b\n"), ("echo 'a\tb'", "a\tb\n"),
        ("echo 'a\tb\u{1b}\u{202e}'", "a\tb\\x1b\\u{202e}\n"),
        ("echo 'a\\b\tc' | cat", "a\\b\tc\n"), ("function f; echo $1; end; f 'a\\\tb' | cat", "a\\\tb\n"),
        ("function f; parallel 2; echo 'a\tb'; end; end; f | cat", "a\tb\n"),
        ("let x = 'a\\b\tc'; let y = $(echo $x); if echo $y | grep -qxF $x; echo same; end", "same\n"),
    ])
    func `does what it says`(_ text: String, _ output: String) async throws {
        let result = try await run(text)
        let isTable = result.output.hasPrefix("+--")
        let shown = isTable ? String(result.output.split(separator: "\n").last ?? "") + "\n" : result.output
        #expect(shown == output, "\(result.errors)")
    }

    @Test(
        arguments: [
            ("show n", 3), ("show n || echo a", 0), ("foreach x in a b; show n || break; end", 0),
            ("foreach x in a b; show n || continue; end", 0), ("foreach x in a; - show n; break; end", 3),
            ("- show n", 3), ("- show n; echo a", 3),
            ("config on-error continue; show n; bogus; echo", 2),
            ("function f; return 7; end; f", 7), ("function f; show n; end; f", 3), ("if show n; end", 0),
            ("let x = $(show n); echo", 3),
            ("foreach x in $(show n); end", 3), ("echo a | false", 1), ("show n | cat", 3), ("echo a | false | cat", 1),
            ("echo a | cat | sh -c 'exit 9'", 9),
            ("echo a | head -c0", 0), ("parallel 2; show n; bogus; echo; end", 2), ("exit 5 && echo no", 5),
            ("function f; exit 6; end; f; echo", 6),
            ("parallel 0; echo; end", 2), ("parallel 2; exit 7; end", 2), ("parallel 2; echo; end; exit 7", 7),
            ("function f; return 4; end; parallel 2; f; end", 4), ("return 9; echo", 9), ("function f; f; end; f", 2),
            ("echo $nope", 2),
            ("echo > /nope/x", 1), ("list < /etc/passwd", 2), ("record /nope/x", 1),
            ("echo x | /nope/program", 1), ("foreach x in $(exit 4); echo; end", 4), ("!exit 3", 3), ("- !exit 3", 3),
            ("if !exit 3\necho\nend", 0),
        ] as [(String, Int32)])
    func `gives its status`(_ text: String, _ status: Int32) async throws {
        #expect(try await run(text).status.rawValue == status)
    }

    @Test func `never takes a value for an option, a command or several words`() async throws {
        let shell = try TestShell()
        let result = try await shell.run(
            "let n = '--all -x'; create $n -q; list -f value -c Name; show $n -f value -c name; delete $n; list -f value"
        )
        #expect(result.output.hasSuffix("--all -x\n--all -x\n"), "\(result.output) \(result.errors)")
        let command = try await shell.run("let c = list; $c")
        #expect(command.status == .usage && command.errors.contains("cannot be a command"))
    }

    @Test func `writes files, and adds to them`() async throws {
        let shell = try TestShell()
        let (file, errors) = (shell.directory("out"), shell.directory("errors"))
        let result = try await shell.run(
            """
            echo a > '\(file)'; echo b >> '\(file)'; show n 2> '\(errors)' || echo c >> '\(file)'
            echo d | cat >> '\(file)'
            function f; echo e; echo f | cat; end
            f >> '\(file)'
            """)
        #expect(result.status == .done && result.output.isEmpty && result.errors.isEmpty, "\(result.errors)")
        #expect(try shell.directory.read("out") == Array("a\nb\nc\nd\ne\nf\n".utf8))
        #expect(try shell.directory.read("errors").starts(with: Array("imgsh: no image 'n' on local\n".utf8)))
        let full = try await shell.run("echo a > /dev/full; echo never")
        #expect(full.status == .failed && full.errors.contains("no space left on device") && full.output.isEmpty)
    }

    @Test func `fails when the output of what runs side by side cannot be written, and does it all the same`()
        async throws
    {
        let shell = try TestShell()
        for (more, status) in [("echo b", 1), ("!exit 6", 6)] as [(String, Int32)] {
            let result = try await shell.run(
                "function f\nparallel 1\necho a\ncreate x -f value\n\(more)\nend\nend\nf > /dev/full\necho never")
            #expect(result.status.rawValue == status && result.output.isEmpty, "\(result.errors)")
            #expect(result.errors.contains("no space left on device"), "\(result.errors)")
        }
        #expect(try await shell.run("list -f value -c Name").output == "x\nx\n")
    }

    @Test(arguments: [
        ("image create x < FILE", CommandKit.ExitStatus.notFound), ("image create x --file FILE", .notFound),
        ("source FILE", .notFound), ("echo a > FILE/x", .failed), ("echo a >> FILE/x", .failed),
        ("echo a 2> FILE/x", .failed),
    ])
    func `ends with 3 for a file to be read that is not there, and with 1 for one that cannot be made`(
        _ line: String, _ status: CommandKit.ExitStatus
    ) async throws {
        let shell = try TestShell()
        let result = try await shell.run(line.replacing("FILE", with: shell.directory("nosuch")))
        #expect(result.status == status && result.errors.contains("nosuch"), "\(result.errors)")
        let script = try await shell.run(arguments: ["-f", shell.directory("nosuch")])
        #expect(script.status == .notFound)
    }

    @Test func `has the arguments of its script`() async throws {
        let shell = try TestShell()
        let inner = try shell.file("inner", "echo $# $1 ${2:-none}\nlet shared = yes")
        let outer = try shell.file("outer", "echo $1 $2; source \(inner) \"$2\"; echo $1 $shared")
        let result = try await shell.run(arguments: ["-f", outer, "a", "b c"])
        #expect(result.output == "a b c\n1 b c none\na yes\n", "\(result.errors)")
    }

    @Test func `says the line of a text of several lines`() async throws {
        let result = try await run("echo a\nbogus\necho b\n")
        #expect(
            result.errors == "imgsh: no command 'bogus'\n  bogus\n  ^~~~~\n  in line 2\n  try: help\n",
            "\(result.errors)")
        #expect(try await run("bogus\n").errors == "imgsh: no command 'bogus'\n  try: help\n")
    }

    @Test(arguments: [
        ("echo a | false", ""), ("echo a; echo a | false", ""), ("if echo a | false; end; echo b", ""),
        ("- echo a | false; echo b", ""), ("echo a | false || echo b", ""),
        ("echo a | false; echo b", "'false' ended with status 1"), ("!exit 7\necho b", "'!' ended with status 7"),
        ("foreach x in a b; echo $x | false; end; echo c", "'false' ended with status 1"),
        ("foreach x in a b; echo $x | false; end", "'false' ended with status 1"),
        ("foreach x in a; echo $x | false; end", ""), ("function f; echo a | false; end; f", ""),
        ("function f; echo a | false; end; f; echo b", "'false' ended with status 1"),
        ("function f; echo a | false; end; f > /dev/null; echo b", "'false' ended with status 1"),
        ("function f; echo a | false; end; f | cat; echo b", "'false' ended with status 1"),
        ("parallel 2; echo a | false; echo b; end", "'false' ended with status 1"),
    ])
    func `says of a program that failed only why what is behind it is not run`(
        _ text: String, _ reason: String
    ) async throws {
        let errors = try await run(text).errors
        #expect(reason.isEmpty ? errors.isEmpty : errors.hasPrefix("imgsh: \(reason)\n"), "\(errors)")
    }

    @Test(arguments: [
        "if f; end", "f || echo b", "if f > /dev/null; end", "if f | cat; end", "if g; end", "if echo $(f); end",
    ])
    func `takes the last program of a function for an answer, also in a script`(_ text: String) async throws {
        let shell = try TestShell()
        let path = try shell.file("s", "function f; echo a | grep -q b; end; function g; f; end\n\(text)\n")
        let result = try await shell.run(arguments: ["-f", path])
        #expect(result.status == .done && result.errors.isEmpty, "\(result.errors)")
        let ended = try shell.file("s", "function f; echo a | grep -q b; end\nf\necho never\n")
        #expect(
            try await shell.run(arguments: ["-f", ended]).errors.replacing(path, with: "s") == """
                s:1:22: 'grep' ended with status 1
                  function f; echo a | grep -q b; end
                                       ^~~~
                  in function 'f', called at s:2:1

                """)
    }

    @Test func `says that '~' stands for nothing where nobody knows the home directory`() async throws {
        let shell = try TestShell(environment: ["HOME": ""])
        for text in ["echo a > ~/x", "echo ~", "let x = ~/x"] {
            let result = try await shell.run(text)
            #expect(result.status == .usage && result.output.isEmpty, "\(result.output)")
            #expect(result.errors.contains("'~' stands for nothing: HOME is not set"), "\(result.errors)")
        }
        #expect(try await shell.run("echo '~' \"~/x\" a~ ~b").output == "~ ~/x a~ ~b\n")
    }

    @Test(arguments: [("set -euo pipefail", "leave it out"), ("set -e", "leave it out"), ("set -x", "config echo on")])
    func `says what a setting of other shells is here`(_ line: String, _ hint: String) async throws {
        let result = try await run(line)
        #expect(result.status == .usage && result.errors.contains("ends at its first failure"), "\(result.errors)")
        #expect(result.errors.contains("try: \(hint)\n"), "\(result.errors)")
    }

    @Test func `says what stands for a trap of other shells`() async throws {
        let result = try await run("trap 'image delete x' EXIT")
        #expect(
            result.status == .usage && result.errors.contains("try: if COMMAND; …; else; …; end\n"), "\(result.errors)")
    }

    @Test func `says what a loop of other shells is here, also behind a pipe`() async throws {
        let result = try await run("echo a | while read x; echo $?")
        #expect(result.status == .failed && result.errors.contains("cannot start 'while'"), "\(result.errors)")
        #expect(result.errors.contains("try: foreach NAME in WORD…; …; end\n"), "\(result.errors)")
    }

    @Test func `says how a variable of the environment becomes one of the script`() async throws {
        let shell = try TestShell(environment: ["BUILD": "7"])
        let result = try await shell.run("echo $BUILD")
        #expect(result.errors.contains("try: let BUILD = $(echo | printenv BUILD)\n"), "\(result.errors)")
    }

    @Test func `says how a program of the system is run`() async throws {
        let shell = try TestShell(environment: ["PATH": "/usr/bin:/bin"])
        for result in [try await shell.run("uname -a"), try await shell.run(arguments: ["--check", "-c", "uname -a"])] {
            #expect(result.status == .usage && result.errors.contains("behind '!' or '|'"), "\(result.errors)")
            #expect(result.errors.contains("try: !uname -a\n"), "\(result.errors)")
        }
        let long = try await shell.run("uname " + String(repeating: "x", count: 60))
        #expect(long.errors.contains("try: !uname\n"), "\(long.errors)")
    }

    @Test func `has no directory to change, and says where files are looked for`() async throws {
        let result = try await TestShell(environment: ["PATH": "/usr/bin:/bin"]).run("cd /tmp")
        #expect(result.status == .usage)
        #expect(result.errors.contains("from the directory that imgsh was started in"), "\(result.errors)")
    }

    @Test func `says how each line of an output becomes a word`() async throws {
        let result = try await TestShell().run(
            "create a -q -f value; create b -q -f value; show $(list -f value -c ID)")
        #expect(result.status == .notFound)
        #expect(result.errors.contains("try: foreach NAME in $(…)"), "\(result.errors)")
    }

    @Test func `has help for each word that it begins with`() async throws {
        for (word, _) in Keyword.all {
            #expect(HelpTopic.all.contains { $0.part(about: word) != nil }, "\(word)")
        }
    }

    @Test func `runs nothing of a script that cannot be read to its end`() async throws {
        let result = try await run("echo before\nif echo\n")
        #expect(result.output.isEmpty && result.status == .usage)
    }
}
