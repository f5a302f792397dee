internal import BackendKit
internal import CommandKit
internal import Synchronization

/// `$(command)`
extension Interpreter {
    /// What a command writes, without the line ends at its end; in a dry run, what stands for it.
    /// - Throws: ``SilentFailure`` when it fails, which is reported already.
    func output(of statement: Statement) async throws -> String {
        let outerStandIn = standIn
        standIn = nil
        defer { standIn = outerStandIn }
        let text: String
        do {
            text = try await plainOutput(of: statement)
        } catch let failure as SilentFailure {
            guard let standIn = standIn(for: "", failure.status) else { throw failure }
            return standIn
        }
        return standIn(for: text, .done) ?? text
    }

    /// The lines a command writes: in a dry run none where it was only told of.
    func lines(of statement: Statement) async throws -> [String] { try await plainOutput(of: statement).lines }

    private func plainOutput(of statement: Statement) async throws -> String {
        let capture = CapturedOutput()
        let (outer, place) = (outlet, stack.top.place)
        outlet = outer.leading(output: capture, asData: true)
        defer {
            outlet = outer
            stack.move(to: place)
        }
        let outcome = await evaluate(statement)
        lastStatus = outcome.status
        if let unsaid = outcome.unsaid { throw unsaid }
        guard outcome.status == .done else { throw SilentFailure(outcome.status) }
        return try capture.text(of: statement.span)
    }
}

/// Output that becomes a part of a word.
private final class CapturedOutput: TextSink {
    private static let limit = 16 << 20

    private let held = Mutex<[UInt8]>([])

    func write(_ bytes: [UInt8]) throws {
        try held.withLock { held in
            held += bytes
            guard held.count <= Self.limit else {
                throw ImageError(.usage, "more than \(ByteCount.text(Int64(Self.limit))) cannot be put into a word")
            }
        }
    }

    func flush() {}

    /// - Throws: ``UsageError`` when it is no text.
    func text(of span: SourceSpan) throws -> String {
        var bytes = held.withLock { $0 }
        while bytes.last == 0x0A { bytes.removeLast() }
        guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
            throw UsageError("the output is no text, and cannot be put into a word", at: span)
        }
        return text
    }
}

extension String {
    /// The lines of a text without its last line ends; none for an empty text.
    fileprivate var lines: [String] {
        isEmpty ? [] : unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    }
}
