internal import CommandKit

/// Called by libFuzzer for each input: whatever it is, the parser and the tolerant reading take it, without a trap and
/// without an endless loop, and what they point at is in the text.
@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    let length = text.unicodeScalars.count
    let lines = text.unicodeScalars.count { $0 == "\n" } + 1
    do {
        var visitor = Places(length: length, lines: lines)
        let block = try Parser.parse(text)
        for statement in block.statements { visitor.check(statement) }
        block.visit(&visitor)
    } catch {
        precondition((1...lines).contains(error.span.line) && error.span.column <= length + 1)
    }
    let typed = TypedLine(text)
    precondition(typed.statements.indices.contains(typed.current))
    for statement in typed.statements {
        for word in statement.words { precondition(word.range.upperBound <= length) }
    }
    if let line = PartialLine(text) { precondition(line.replacing <= length) }
    return 0
}

private struct Places: BlockVisitor {
    let length: Int
    let lines: Int

    func check(_ statement: Statement) {
        precondition(statement.range.upperBound <= length && statement.span.line <= lines)
    }

    mutating func visit(_ part: Pipeline.Part, isProgram: Bool) {
        precondition(!part.words.isEmpty)
        for word in part.words { precondition(word.span.line <= lines && word.span.column <= length) }
    }
}
