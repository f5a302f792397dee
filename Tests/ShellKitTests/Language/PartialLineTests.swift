import Testing

@testable import ShellKit

struct `the word at the cursor` {
    @Test(
        arguments: [
            ("", [], "", 0), ("im", [], "im", 2), ("image ", ["image"], "", 0), ("image sh", ["image"], "sh", 2),
            ("image show 'my im", ["image", "show"], "my im", 6), ("show \"a b", ["show"], "a b", 4),
            ("show a\\ b", ["show"], "a b", 4), ("list; sh", [], "sh", 2), ("list ; ", [], "", 0),
            ("show \\\ncir", ["show"], "cir", 3), ("show 'a b' ", ["show", "a b"], "", 0),
            ("show a\\", ["show"], "a", 2),
        ] as [(String, [String], String, Int)])
    func `is found with the words before it`(_ text: String, _ words: [String], _ partial: String, _ replacing: Int)
        throws
    {
        let line = try #require(PartialLine(text))
        #expect(line.words == words)
        #expect(line.partial == partial)
        #expect(line.replacing == replacing)
    }

    @Test(
        arguments: [
            ("if image li", ["image"], "li", PartialLine.Place.command), ("echo $(image li", ["image"], "li", .command),
            ("echo \"$(image ", ["image"], "", .command), ("echo \"$(image list) a", ["echo"], "$ a", .command),
            ("echo $(image list) a", ["echo", "$"], "a", .command), ("- image li", ["image"], "li", .command),
            ("if a; else image li", ["image"], "li", .command), ("echo a > fi", ["echo", "a"], "fi", .file),
            ("echo 2> ", ["echo"], "", .file), ("echo > f list", ["echo"], "list", .command),
            ("echo $na", [], "na", .variable),
            ("echo \"a ${na", [], "na", .variable), ("foreach x in a; li", [], "li", .command),
            ("list | gr", [], "gr", .program), ("list | grep -f 'a b", [], "a b", .file), ("list | ", [], "", .program),
            ("list | tee > fi", [], "fi", .file), ("list | tee > -f", [], "-f", .file), ("!ls 'a b", [], "a b", .file),
            ("!l", [], "l", .program),
            ("! ls | gr", [], "gr", .program), ("list; !a; b", [], "b", .program), ("$(list | gr", [], "gr", .program),
            ("a && image li", ["image"], "li", .command), ("echo <<E\ntext\nE\nimage li", ["image"], "li", .command),
        ] as [(String, [String], String, PartialLine.Place)])
    func `is found in what surrounds it`(
        _ text: String, _ words: [String], _ partial: String, _ place: PartialLine.Place
    ) throws {
        let line = try #require(PartialLine(text))
        #expect(line.words == words && line.partial == partial && line.place == place, "\(line)")
    }

    @Test(arguments: [
        "# com", "list # x", "!ls $x", "!ls # a", "!a <<E", "echo <<E\ntext", "$(!ls fi", "echo <<", "echo <<E",
        "echo << 'E", "show a <<im", "let x = <<E", "list | wc -l", "!ls -",
    ])
    func `is not looked for where nothing can be completed`(_ text: String) {
        #expect(PartialLine(text) == nil)
    }
}
