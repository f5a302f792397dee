internal import BackendKit
internal import CommandKit

@testable import ShellKit

extension FuzzTarget {
    /// A script, from its bytes to its tree.
    static let script = FuzzTarget("script") { bytes in
        do throws(ImageError) {
            let script = try Script(name: "s.imgsh", bytes: bytes)
            _ = script.line(script.lineCount + script.firstLine)
        } catch {
            guard error.code == .usage else { throw BrokenPromise(description: "bytes that are no script: \(error)") }
        }
        let text = String(decoding: bytes, as: UTF8.self)
        var places = Places(of: text)
        do throws(SyntaxError) {
            let block = try Parser.parse(text)
            places.check(block)
            for statement in block.statements {
                _ = Script(name: nil, text: text).text(of: statement.range)
            }
        } catch {
            try promise((1...places.lines).contains(error.span.line), "a mistake is in the text: \(error)")
            try promise(error.span.column <= places.length + 1, "a mistake is in the text: \(error)")
            try promise(!error.message.isEmpty, "a mistake has a reason")
        }
        try promise(places.problem == nil, places.problem ?? "")
    }
}
