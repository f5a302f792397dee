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
        var held: [UInt8] = []
        var firstLine = 1
        var nextTry = (most: 1 << 20, count: 0)
        do {
            let reader = try ByteStream.descriptor(0).open()
            while let chunk = try await reader.next() {
                held += chunk
                guard held.count <= Self.longestStatement else {
                    throw ImageError(.usage, "\(Self.name):\(firstLine): a command without an end")
                }
                guard let end = held.lastIndex(of: 0x0A) else { continue }
                let script = try Script(name: Self.name, bytes: Array(held[...end]), firstLine: firstLine)
                // A quote or block that is open at the end of what has come waits for the rest. What is very long is not
                // read again for each piece that comes.
                if held.count > nextTry.most, held.count < nextTry.count { continue }
                // Of a backslash before the last line end only the next line can tell.
                if Parser.openEnd(of: String(script.text.dropLast())) != nil {
                    nextTry.count = held.count * 2
                    continue
                }
                nextTry.count = 0
                held.removeSubrange(...end)
                firstLine += script.lineCount
                if let status = await interpreter.run(piece: script, arguments: arguments) { return status }
            }
            if !held.isEmpty {
                let script = try Script(name: Self.name, bytes: held, firstLine: firstLine)
                if let status = await interpreter.run(piece: script, arguments: arguments) { return status }
            }
            return await interpreter.statusOfPieces
        } catch {
            return await interpreter.report(error)
        }
    }
}
