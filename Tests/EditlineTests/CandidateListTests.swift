import Testing

@testable import Editline

struct `candidate list` {
    private func rows(_ names: [String], columns: Int, height: Int = 20) -> [String] {
        #expect(usesUTF8)
        return CandidateList(names.map { CompletionCandidate(insertion: $0) }).rows(columns: columns, height: height)
    }

    @Test func `goes down the first column, then down the next`() {
        #expect(rows(["a", "b", "c", "d", "e"], columns: 9) == ["a  c  e", "b  d"])
        #expect(rows(["a", "b", "c"], columns: 80) == ["a  b  c"])
    }

    @Test func `measures names in cells`() {
        #expect(rows(["日本", "abcd", "e\u{301}"], columns: 80) == ["日本  abcd  e\u{301}"])
        #expect(rows(["日本", "ab", "cd"], columns: 13) == ["日本  cd", "ab"])
    }

    @Test func `cuts what is wider than the screen`() {
        #expect(rows(["abcdefghij"], columns: 6) == ["abcd…"])
    }

    @Test func `shows what names would do to a terminal`() {
        #expect(rows(["a\u{1B}[2J", "b\nc", "d\u{202E}e"], columns: 80) == ["a\\x1b[2J    b\\x0ac      d\\u{202e}e"])
    }

    @Test func `stands one a row with details where there is room`() {
        let candidates = [
            CompletionCandidate(insertion: "list", detail: "List images"),
            CompletionCandidate(insertion: "x"),
            CompletionCandidate(insertion: "show", detail: "Show everything there is to know"),
        ]
        #expect(
            CandidateList(candidates).rows(columns: 31, height: 3) == [
                "list  List images", "x", "show  Show everything there i…",
            ])
        #expect(CandidateList(candidates).rows(columns: 31, height: 2) == ["list  x     show"])
        #expect(CandidateList(candidates, explains: true).rows(columns: 31, height: 2).first == "list  List images")
        #expect(CandidateList(candidates).rows(columns: 15, height: 3) == ["list  show", "x"])
    }

    @Test func `lays out what was not shown yet for another width`() {
        let list = CandidateList(["a", "b", "c", "d", "e"].map { CompletionCandidate(insertion: $0) })
        #expect(list.rows(columns: 6, height: 20) == ["a  d", "b  e", "c"])
        #expect(list.rest(behind: 1, columns: 6, height: 20).rows(columns: 80, height: 20) == ["b  c  e"])
        #expect(list.rest(behind: 2, columns: 6, height: 20).rows(columns: 3, height: 20) == ["c"])
        #expect(list.rest(behind: 3, columns: 6, height: 20).rows(columns: 80, height: 20) == [])
        let detailed = CandidateList(["a", "b"].map { CompletionCandidate(insertion: $0, detail: "what it is") })
        #expect(detailed.rest(behind: 1, columns: 80, height: 2).rows(columns: 80, height: 2) == ["b  what it is"])
    }

    @Test func `has its details where it is as tall without them`() {
        let candidates = (1...9).map {
            CompletionCandidate(insertion: "--an-option-\($0) <value>", detail: "What it does")
        }
        #expect(CandidateList(candidates).rows(columns: 40, height: 3)[0] == "--an-option-1 <value>  What it does")
        #expect(CandidateList(candidates).rows(columns: 50, height: 3).count == 5)
    }

    @Test func `keeps every name of ten thousand`() {
        let names = (0..<10_000).map { "image-\($0)" }
        let listed = rows(names, columns: 80).flatMap { $0.split(separator: " ").map(String.init) }
        #expect(Set(listed) == Set(names) && listed.count == names.count)
    }
}

struct `common beginning of candidates` {
    private func common(_ insertions: String...) -> String {
        insertions.map { CompletionCandidate(insertion: $0) }.commonInsertion
    }

    @Test func `is what all insertions begin with`() {
        #expect(common("debian-11", "debian-12") == "debian-1")
        #expect(common("'my image'", "'my other'") == "'my ")
        #expect(common("a", "b") == "" && common() == "" && common("one") == "one")
    }

    @Test func `never splits a character`() {
        #expect(common("cafe\u{301}s", "cafe") == "caf")
        #expect(common("x👨‍👩‍👧", "x👨‍👩‍👦") == "x")
    }

    @Test func `takes equivalent spellings for different ones`() {
        #expect(common("caf\u{E9}", "cafe\u{301}") == "caf")
    }
}

struct `pager` {
    @Test func `shows a screenful, then pages or rows as asked`() {
        var pager = Pager((1...10).map(String.init), height: 4)
        #expect(Array(pager.take(.page)) == ["1", "2", "3", "4"])
        #expect(Array(pager.take(.row)) == ["5"])
        #expect(!pager.isDone && pager.question.hasPrefix("5 more rows"))
        #expect(pager.take(.quit).isEmpty)
        #expect(pager.take(.page).count == 4 && pager.question.hasPrefix("1 more row ("))
        #expect(pager.take(.page).count == 1 && pager.isDone)
    }

    @Test func `quits for keys that belong to the line, and gives them back`() {
        #expect(Pager.step(for: Key("x")) == .quitWith(Key("x")))
        #expect(Pager.step(for: .interrupt) == .quit)
    }
}
