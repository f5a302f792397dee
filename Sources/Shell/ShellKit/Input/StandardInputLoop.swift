internal import BackendKit
internal import CommandKit
internal import FileIO

/// Runs the lines of standard input as they come, when it is no terminal. However they come, they are one script: it ends
/// at its first failure or at `return`, and with the worst status of what it went on after.
struct StandardInputLoop: Sendable {
    let interpreter: Interpreter
    /// `$1`, `$2` …
    var arguments: [String] = []

    private static let name = "standard input"
    private static let longestStatement = 64 << 20

    func run() async -> ExitStatus {
        var statement = GrowingText()
        // What has come of a line.
        var held: [UInt8] = []
        var firstLine = 1
        do {
            let reader = try ByteStream.descriptor(0).open()
            while let chunk = try await reader.next() {
                held += chunk
                guard statement.text.utf8.count + held.count <= Self.longestStatement else {
                    throw ImageError(.usage, "\(Self.name):\(firstLine): a command without an end")
                }
                guard chunk.contains(0x0A), let end = held.lastIndex(of: 0x0A) else { continue }
                // A quote or block that is open at the end of what has come waits for the rest. Of a backslash before the
                // last line end only the next line can tell.
                let isOpen = statement.add(try text(of: held[..<end], behind: statement, firstLine)) != nil
                held.removeSubrange(...end)
                if isOpen { continue }
                let script = Script(name: Self.name, text: statement.text + "\n", firstLine: firstLine)
                statement = GrowingText()
                firstLine += script.lineCount
                if let status = await interpreter.run(piece: script, arguments: arguments) { return status }
            }
            if !statement.isEmpty || !held.isEmpty {
                _ = statement.add(try text(of: held[...], behind: statement, firstLine))
                let script = Script(name: Self.name, text: statement.text, firstLine: firstLine)
                if let status = await interpreter.run(piece: script, arguments: arguments) { return status }
            }
            return await interpreter.statusOfPieces
        } catch {
            return await interpreter.report(error)
        }
    }

    /// - Parameter line: the number of the first line of the statement.
    private func text(
        of bytes: ArraySlice<UInt8>, behind statement: GrowingText, _ line: Int
    ) throws(ImageError) -> String {
        try Script.text(
            of: bytes, in: Self.name, firstLine: line + statement.lineCount, mayHaveMark: statement.isEmpty)
    }
}
