import Testing

@testable import Editline

struct suggester {
    private let entries = ["echo one", "image list", "echo two", "echo two words", "日本 x"]

    @Test func `finds the newest line that goes on`() {
        var suggester = Suggester()
        #expect(suggester.rest(of: "echo ", in: entries) == "two words")
        #expect(suggester.rest(of: "echo two", in: entries) == " words")
        #expect(suggester.rest(of: "echo two words", in: entries) == nil)
        #expect(suggester.rest(of: "日本", in: entries) == " x")
    }

    @Test func `gives the same whatever it was asked before`() {
        let texts = [
            "e", "echo", "echo o", "echo ox", "echo o", "echo two", "i", "image list", "", "echo two w", "x", "xe",
        ]
        var suggester = Suggester()
        for text in texts {
            var fresh = Suggester()
            let wanted = fresh.rest(of: text, in: entries)
            #expect(suggester.rest(of: text, in: entries) == wanted, "\(text)")
            #expect(
                wanted
                    == entries.last { $0.hasPrefix(text) && $0.count > text.count }.map {
                        String($0.dropFirst(text.count))
                    })
        }
    }
}
