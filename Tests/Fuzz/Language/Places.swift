internal import CommandKit

@testable import ShellKit

/// Looks whether everything in a tree says where it stands, and stands in the text.
struct Places: BlockVisitor {
    let length: Int
    let lines: Int
    private(set) var problem: String?

    init(of text: String) {
        length = text.unicodeScalars.count
        lines = text.unicodeScalars.count { $0 == "\n" } + 1
    }

    mutating func check(_ block: Block) {
        for statement in block.statements
        where statement.range.upperBound > length || !(1...lines).contains(statement.span.line) {
            problem = "a statement stands at \(statement.range)"
        }
        block.visit(&self)
    }

    mutating func visit(_ part: Pipeline.Part, isProgram: Bool) {
        if part.words.isEmpty { problem = "a command has no words" }
        for word in part.words { visit(word) }
    }

    mutating func visit(_ word: WordTemplate) {
        if !(1...lines).contains(word.span.line) || word.span.column > length { problem = "a word is at \(word.span)" }
    }
}
