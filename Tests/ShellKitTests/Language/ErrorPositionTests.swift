import CommandKit
import TestSupport
import Testing

/// Where a mistake is, and how the script came to it: through sources, functions and substitutions.
struct `an error in a script` {
    @Test func `in a line that fills a screen shows the part around it`() async throws {
        let long = String(repeating: "x", count: 5000)
        let lines = try await TestShell().run("image create a --property b=\(long) --tga c --property d=\(long)")
            .errors.split(separator: "\n").map(Array.init)
        try #require(lines.count == 4)
        #expect(lines[1].starts(with: "  …xxx") && lines[1].last == "…" && lines[1].count < 300)
        let mark = try #require(lines[2].firstIndex(of: "^"))
        #expect(String(lines[1][mark...].prefix(7)) == "--tga c")
        #expect(lines[2].count { $0 == "^" || $0 == "~" } == 5)
    }

    @Test func `in a line of nothing but the names of clients is found`() async throws {
        let result = try await TestShell().run(String(repeating: "openstack ", count: 20_000) + "x")
        #expect(result.status == .usage)
        #expect(result.errors.hasPrefix("imgsh: no command 'openstack'\n"))
    }

    /// A mistake in a script, and all that is said about it. `DIR` is the directory of the scripts.
    struct Mistake: Sendable, CustomTestStringConvertible {
        let what: String
        /// The script that is run; `lib` and `inner` are beside it.
        let outer: String
        var lib = ""
        var inner = ""
        var status: Int32 = 2
        let report: String
        var testDescription: String { what }
    }

    static let mistakes: [Mistake] = [
        Mistake(
            what: "an unknown command in a sourced script", outer: "echo ok\n  source DIR/inner",
            inner: "\n\techo a; image lst",
            report: """
                DIR/inner:2:10: no command 'image lst'
                   echo a; image lst
                           ^~~~~~~~~
                  sourced at DIR/outer:2:3
                  try: image list, image set, image-list

                """),
        Mistake(
            what: "an unknown option in a function", outer: "source DIR/lib\n\nput web blue",
            lib: "# library\nfunction put\n  image create $1 --tga $2\nend",
            report: """
                DIR/lib:3:19: 'image create' has no option '--tga'
                    image create $1 --tga $2
                                    ^~~~~
                  in function 'put', called at DIR/outer:3:1
                  try: --tag

                """),
        Mistake(
            what: "a value of a variable that does not fit", outer: "source DIR/inner 1x",
            inner: "let size = $1\nimage create web --min-disk \"$size\"",
            report: """
                DIR/inner:2:29: --min-disk: '1x' is not a whole number of 0 or more
                  image create web --min-disk "$size"
                                              ^~~~~~~
                  sourced at DIR/outer:1:1

                """),
        Mistake(
            what: "an image that is not there, in a substitution",
            outer: "foreach id in $(image show web -f value -c id)\n  echo $id\nend",
            status: 3,
            report: """
                DIR/outer:1:28: no image 'web' on local
                  foreach id in $(image show web -f value -c id)
                                             ^~~
                  try: image list

                """),
        Mistake(
            what: "a variable that is not set, in a function of a sourced script", outer: "source DIR/inner",
            inner: "function greet\n  let name = world\n  echo \"hello $nmae\"\nend\ngreet",
            report: """
                DIR/inner:3:15: no variable 'nmae'
                    echo "hello $nmae"
                                ^~~~~
                  in function 'greet', called at DIR/inner:5:1
                  sourced at DIR/outer:1:1
                  try: $name

                """),
        Mistake(
            what: "an argument that was not given", outer: "source DIR/lib\nif echo go\n  mark web\nend",
            lib: "function mark; image set $1 --tag $2; end",
            report: """
                DIR/lib:1:35: there is no argument 2: 1 given
                  function mark; image set $1 --tag $2; end
                                                    ^~
                  in function 'mark', called at DIR/outer:3:3
                  try: ${2:-DEFAULT}

                """),
        Mistake(
            what: "a quote without an end in a sourced script", outer: "echo before\nsource DIR/inner\necho never",
            inner: "echo a\necho \"b\necho c\n",
            report: """
                DIR/inner:2:6: the quote " is never closed
                  echo "b
                       ^
                  sourced at DIR/outer:2:1

                """),
        Mistake(
            what: "a block without an end in a script that a function sources",
            outer: "function go\n  source DIR/inner\nend\ngo",
            inner: "foreach x in a b\n  if echo $x\n    echo y\nend\n",
            report: """
                DIR/inner:1:1: this 'foreach' has no 'end'
                  foreach x in a b
                  ^~~~~~~
                  sourced at DIR/outer:2:3
                  in function 'go', called at DIR/outer:4:1
                  try: foreach NAME in WORD…; …; end

                """),
        Mistake(
            what: "a file that cannot be written, in a substitution of a function",
            outer: "function count; image list | wc -l > /nope/count; end\nlet n = \"$(count)\"", status: 1,
            report: """
                DIR/outer:1:36: cannot write '/nope/count': no such file or directory
                  function count; image list | wc -l > /nope/count; end
                                                     ^~~~~~~~~~~~~
                  in function 'count', called at DIR/outer:2:12

                """),
        Mistake(
            what: "a program that fails in a sourced script", outer: "source DIR/inner",
            inner: "echo a | cat | grep -q b",
            status: 1,
            report: """
                DIR/inner:1:16: 'grep' ended with status 1
                  echo a | cat | grep -q b
                                 ^~~~
                  sourced at DIR/outer:1:1

                """),
        Mistake(
            what: "a script that runs itself", outer: "source DIR/inner", inner: "echo $(echo x)\nsource DIR/outer",
            report: """
                DIR/inner:2:8: 'DIR/outer' is running already: DIR/outer → DIR/inner → DIR/outer
                  source DIR/outer
                         ^~~~~~~~~
                  sourced at DIR/outer:1:1

                """),
        Mistake(
            what: "a line of a here-document", outer: "source DIR/lib\nnote 'ü日'",
            lib: "function note\n  image create x <<END\nfirst\nby $1 and $who\nEND\nend",
            report: """
                DIR/lib:4:11: no variable 'who'
                  by $1 and $who
                            ^~~~
                  in function 'note', called at DIR/outer:2:1
                  try: let who = VALUE

                """),
    ]

    @Test(arguments: mistakes)
    func `says where it is, underlines it, and tells the way there`(_ mistake: Mistake) async throws {
        let shell = try TestShell()
        let directory = shell.directory.path
        for (name, text) in [("lib", mistake.lib), ("inner", mistake.inner), ("outer", mistake.outer)] {
            _ = try shell.file(name, text.replacing("DIR", with: directory))
        }
        let result = try await shell.run(arguments: ["-f", directory + "/outer"])
        let report = result.errors.replacing(directory, with: "DIR")
        // Marks below paths are as long as the paths.
        let marks = { (text: String) in text.replacing(#/\^~+/#, with: "^~") }
        #expect(marks(report) == marks(mistake.report))
        #expect(result.status.rawValue == mistake.status)
    }

    @Test func `of a recursion without end is said before the memory is gone`() async throws {
        let shell = try TestShell()
        let path = try shell.file("s", "function f\n  f x$1\nend\nf a")
        let result = try await shell.run(arguments: ["-f", path])
        #expect(result.status == .usage)
        #expect(result.errors.hasPrefix("\(path):2:3: functions and scripts run each other more than 200 deep"))
        #expect(result.errors.contains("… 190 more …\n"), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count < 14)
    }

    @Test(arguments: [("-f", ".", "is a directory, not a script"), ("-f", "nope", "no such file")])
    func `is said for what is no script`(_ option: String, _ path: String, _ message: String) async throws {
        let result = try await TestShell().run(arguments: [option, path])
        #expect(result.status != .done && result.errors.contains(message), "\(result.errors)")
    }
}
