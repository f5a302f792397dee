import CommandKit
import Testing

@testable import ShellKit

/// What the parser takes, and what it says about the rest.
struct `the grammar` {
    /// A tree as a line, to compare it.
    private func outline(_ block: Block) -> String { block.statements.map(outline).joined(separator: "; ") }

    private func outline(_ statement: Statement) -> String {
        let text: String
        switch statement.action {
        case .command(let pipeline):
            text = ([pipeline.command] + pipeline.programs).map(outline).joined(separator: " | ")
        case .program(let line): text = "!" + line
        case .chain(let chain):
            text = outline(chain.first) + chain.rest.map { " \($0.link.rawValue) \(outline($0.statement))" }.joined()
        case .assignment(let assignment): text = "let \(assignment.name)=\(assignment.value.plainText)"
        case .conditional(let conditional):
            text =
                conditional.branches.map { "if(\(outline($0.condition))){\(outline($0.block))}" }.joined()
                + (conditional.otherwise.map { "else{\(outline($0))}" } ?? "")
        case .loop(let loop):
            text = "for \(loop.name) in \(loop.items.map(\.plainText).joined(separator: ",")){\(outline(loop.block))}"
        case .function(let function): text = "fn \(function.name){\(outline(function.block))}"
        case .parallel(let parallel): text = "par \(parallel.limit.plainText){\(outline(parallel.block))}"
        case .leave(let leave): text = "\(leave)".prefix { $0 != "(" }.description
        }
        return (statement.isTolerant ? "-" : "") + text + (statement.isBackground ? " &" : "")
    }

    private func outline(_ part: Pipeline.Part) -> String {
        let redirections = part.redirections.map { redirection in
            switch redirection.target {
            case .output(let file, let appends): (appends ? ">>" : ">") + file.plainText
            case .errors(let file, let appends): (appends ? "2>>" : "2>") + file.plainText
            case .input(let file): "<" + file.plainText
            case .document(let text): "<<" + text.plainText.debugDescription
            }
        }
        return (part.words.map(\.plainText) + redirections).joined(separator: " ")
    }

    @Test(arguments: [
        ("a && b || c", "a && b || c"), ("a &&\n\n  b # c\n", "a && b"), ("a | b -x | c", "a | b -x | c"),
        ("a|\nb", "a | b"), ("a>b", "a >b"), ("a 1>b", "a >b"), ("a 1>>b", "a >>b"), ("a 0<b", "a <b"),
        ("a1>b 12", "a1 12 >b"), ("a 2>b >>c <d", "a 2>b >>c <d"), ("a2>b", "a2 >b"), ("a 2 > b", "a 2 >b"),
        ("a 2>>'b c'", "a 2>>b c"), ("let x = 'a b'", "let x=a b"), ("let x = $y$(a b)", "let x=${y}$(…)"),
        ("if a; b; end", "if(a){b}"), ("if a && b\nc\nelse\nd\nend; e", "if(a && b){c}else{d}; e"),
        ("if a; else if b; c; else d; end", "if(a){}if(b){c}else{d}"), ("if !test -f x\nb\nend", "if(!test -f x){b}"),
        ("foreach x in a 'b c' $@\n echo $x; break\nend", "for x in a,b c,${@}{echo ${x}; loop}"),
        ("function f # c\n a $1\n return 3\nend", "fn f{a ${1}; function}"), ("parallel 4; a; b; end", "par 4{a; b}"),
        ("- a b", "-a b"), ("-a", "-a"), ("-foreach x in a; b; end", "-for x in a{b}"), ("a & b", "a &; b"),
        ("foreach x in a; b; end &", "for x in a{b} &"), ("echo let if end", "echo let if end"), ("'if' a", "if a"),
        ("a <<E b\nx $y\n z\nE\nc", "a b <<\"x ${y}\\n z\\n\"; c"), ("a <<'E'\n$x`\\\nE\n", "a <<\"$x`\\\\\\n\""),
        ("a <<E <f", ""), ("a <<A | b\nx\nA\nc", "a <<\"x\\n\" | b; c"), ("let t = <<E\na\nE", "let t=a\\n"),
        ("a $(b | c) \"$(d \"$(e)\")\"", "a $(…) $(…)"), ("a ${x:-b c} ${x:-'}'}", "a ${x} ${x}"),
        ("a $x$y-$_", "a ${x}${y}-${_}"),
        ("a \\\r\n b\r\nif c\r\nd\r\nend\r\n", "a b; if(c){d}"), ("end", ""), ("a; else", ""),
        ("!a \\\n b\nc", "!a \\\\n b; c"), ("!a\r\nb\r\n", "!a; b"), ("!a \\\r\nb", "!a \\\\nb"),
        ("a \"b\\\r\nc\" <<E\r\nd\\\r\ne\r\nE\r\n", "a bc <<\"de\\n\""),
    ])
    func `makes a tree`(_ text: String, _ expected: String) throws {
        guard !expected.isEmpty else {
            #expect(throws: SyntaxError.self) { try Parser.parse(text) }
            return
        }
        #expect(outline(try Parser.parse(text)).replacing("\n", with: "\\n") == expected)
    }

    @Test(arguments: [
        ("if a\nb", "if", 1), ("foreach x in a; if b\nend", "foreach", 1), ("echo \"$(a", "$(", 7), ("a ${x", "${", 3),
        ("a &&", "&&", 3), ("a |", "|", 3), ("a <<E\nb", "<<E", 3), ("function f\n", "function", 1), ("a 'b", "'", 3),
        ("!a \\", "\\", 4),
    ])
    func `says what is open, and where it began`(_ text: String, _ mark: String, _ column: Int) throws {
        let error = try #require(throws: SyntaxError.self) { try Parser.parse(text) }
        #expect(error.unfinished?.rawValue == mark)
        #expect(error.span.line == 1 && error.span.column == column, "\(error.span)")
    }

    @Test(
        arguments: [
            ("a\n end", 2, 2, "'end' belongs to no block"), ("let 1x = a", 1, 5, "the name of a variable"),
            ("let x=a", 1, 5, "let x = a"), ("let x=\"$a b\"", 1, 5, "let x = VALUE"), ("let x =a", 1, 5, "needs '='"),
            ("let x a", 1, 5, "needs '='"),
            ("let x =", 1, 7, "needs a value"),
            ("let x = a b", 1, 11, "one word"), ("let x = $@", 1, 9, "may be several words"),
            ("break", 1, 1, "stands in no loop"),
            ("foreach x in a; function f; break; end; end", 1, 29, "stands in no loop"),
            ("foreach x a; end", 1, 11, "needs 'in'"),
            ("foreach x in; end", 1, 11, "needs words"), ("if; end", 1, 1, "needs a command"),
            ("a > ", 1, 3, "needs a file"),
            ("a > b > c", 1, 7, "led elsewhere already"), ("a > b | c", 1, 3, "goes into a file"),
            ("a 2>&1", 1, 3, "not known here"), ("a 3>b", 1, 3, "'3>' is not known here"),
            ("a 12>b", 1, 3, "'12>' is not known here"), ("a 2<b", 1, 3, "'2<' is not known here"),
            ("a &> b", 1, 3, "'&>' is not known here"), ("a&>b", 1, 2, "'&>' is not known here"),
            ("a 1> b > c", 1, 8, "led elsewhere already"),
            ("parallel 2; return 3; end", 1, 13, "cannot leave 'parallel'"),
            ("parallel 2; foreach x in a; return; end; end", 1, 29, "cannot leave 'parallel'"),
            ("a | | b", 1, 5, "nothing stands before '|'"), ("&& a", 1, 1, "nothing stands before '&&'"),
            ("a $()", 1, 3, "no command stands"),
            ("a $(let x = b)", 1, 5, "cannot stand in '$(…)'"), ("a $(b; c)", 1, 6, "one command stands"),
            ("a $(!b)", 1, 5, "takes the rest"),
            ("foreach x in a; b; end | c", 1, 24, "NAME | PROGRAM"), ("if a; b; end > c", 1, 14, "NAME > FILE"),
            ("a && if a; b; end 2> c", 1, 19, "NAME 2> FILE"), ("parallel 2; a; end < b", 1, 20, "reads no data"),
            ("foreach x in a; b; end c", 1, 24, "has no meaning"),
            ("a `b`", 1, 3, "$(…)"), ("a (b)", 1, 3, "has no meaning"), ("function a b; end", 1, 12, "$1, $2"),
            ("function f; function g; end; end", 1, 13, "in another one"), ("function $x; end", 1, 10, "needs a name"),
            ("a ${x!}", 1, 6, "cannot stand here"), ("a ${}", 1, 3, "needs the name"),
            ("a $", 1, 3, "no variable begins"), ("a $((1 + 2))", 1, 3, "expr"), ("f() { a; }", 1, 2, "function NAME"),
            ("a > ''", 1, 5, "cannot be empty"), ("a |& b", 1, 3, "'|&' is not known here"),
            ("a | b < c", 1, 7, "cannot read a file as well"),
            ("if ! a\nb\nend", 1, 4, "turns no answer around"), ("a && ! b", 1, 6, "turns no answer around"),
            ("if a; else if !\tb; c; end", 1, 15, "if COMMAND; else; …; end"),
            ("if a then b; end", 0, 0, ""), ("return 1 2", 1, 10, "takes nothing more"), ("a <<\nb", 1, 3, "needs"),
        ] as [(String, Int, Int, String)])
    func `points at what is wrong`(_ text: String, _ line: Int, _ column: Int, _ message: String) throws {
        guard line > 0 else {
            // `then` is a word of the command: it is the command that will not know it.
            _ = try Parser.parse(text)
            return
        }
        let error = try #require(throws: SyntaxError.self) { try Parser.parse(text) }
        #expect(error.message.contains(message) || error.hint?.contains(message) == true, "\(error)")
        #expect(error.span.line == line && error.span.column == column, "\(error)")
        #expect(error.unfinished == nil)
    }

    @Test(arguments: [
        ("if !a; end", true), ("foreach x in a;!b;end", true), ("if !a\n", false), ("if !a 'end'\nb", false),
    ])
    func `says where an 'end' has gone`(_ text: String, _ isLost: Bool) throws {
        let error = try #require(throws: SyntaxError.self) { try Parser.parse(text) }
        #expect(error.message.contains("to /bin/sh") == isLost && error.unfinished != nil, "\(error)")
    }

    @Test(arguments: ["a # b \\", "# \\", "a \\\\", "!a \\\\", "a '\\'"])
    func `waits for nothing where a backslash joins nothing`(_ text: String) {
        #expect(Parser.openEnd(of: text) == nil)
    }

    @Test func `takes blocks inside each other, but not without end`() throws {
        let nest = { (count: Int) in
            String(repeating: "if a\n", count: count) + "b\n" + String(repeating: "end\n", count: count)
        }
        _ = try Parser.parse(nest(60))
        let error = try #require(throws: SyntaxError.self) { try Parser.parse(nest(100_000)) }
        #expect(error.message.contains("inside each other"))
        #expect(throws: SyntaxError.self) { try Parser.parse("a " + String(repeating: "$(a ", count: 100_000)) }
        #expect(throws: SyntaxError.self) { try Parser.parse("a " + String(repeating: "${a:-", count: 100_000)) }
    }

    @Test func `reads a line of ten megabytes`() throws {
        let text = "echo " + String(repeating: "x", count: 10 << 20) + "\necho b"
        #expect(try Parser.parse(text).statements.count == 2)
        let words = try Parser.parse("echo " + String(repeating: "ab ", count: 3 << 20))
        guard case .command(let pipeline) = words.statements[0].action else { return }
        #expect(pipeline.command.words.count == (3 << 20) + 1)
    }
}
