import Testing

@testable import Editline

struct `editrc file` {
    @Test func `gives words of lines, without comments and empty lines`() {
        let file = EditrcFile("# mine\n\n  bind -v\r\nimgsh:bind '^G' ed-redisplay\n")
        #expect(file.lines.map(\.number) == [3, 4])
        #expect(file.lines.map(\.words) == [["bind", "-v"], ["imgsh:bind", "^G", "ed-redisplay"]])
        #expect(file.lines.map(\.command) == ["bind", "bind"])
        #expect(file.problems.isEmpty)
    }

    @Test func `skips a line with an open quote, and goes on`() {
        let file = EditrcFile("bind 'x\nbind -e\nbind \"a\\\"\n")
        #expect(file.lines.map(\.number) == [2])
        #expect(file.problems.keys.sorted() == [1, 3])
    }

    @Test func `skips a line that is longer than libedit can take`() {
        #expect(EditrcFile("bind " + String(repeating: "x", count: 600)).problems.keys.first == 1)
    }

    @Test func `splits words as libedit does`() {
        #expect(
            EditrcFile.words(of: #"a "b c" 'd "e' f\ g "\e[A" "x\"y" \\M"#)
                == ["a", "b c", "d \"e", "f g", #"\e[A"#, "x\"y", #"\M"#])
        #expect(EditrcFile.words(of: "bind \"\" x") == ["bind", "", "x"])
    }

    @Test func `knows the lines that put the bindings back`() {
        func resets(_ line: String) -> Bool? { EditrcFile(line).lines.first?.resetsBindings }
        #expect(resets("bind -v") == true && resets("other:bind -e") == true)
        #expect(resets("bind -a x vi-insert") == false && resets("bind x -v") == false && resets("edit on") == false)
    }
}
