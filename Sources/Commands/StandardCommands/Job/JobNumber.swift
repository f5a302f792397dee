internal import BackendKit
internal import CommandKit

/// A job as a user names it: `1`, or `%1` as in other shells.
struct JobNumber: ArgumentValue, Equatable {
    let number: Int
    /// Where it was typed.
    let span: SourceSpan?

    init(argument: String) throws(ArgumentProblem) {
        try self.init(word: Word(argument, at: SourceSpan(line: 1, column: 1, length: 1)))
    }

    init(word: Word) throws(ArgumentProblem) {
        let digits = word.text.unicodeScalars.first == "%" ? String(word.text.unicodeScalars.dropFirst()) : word.text
        guard let number = Int(digits), number > 0 else {
            throw ArgumentProblem("'\(word.text)' is no number of a job", hint: "jobs")
        }
        self.number = number
        span = word.span
    }

    static var completion: CompletionSource { .jobs }
}

extension JobControl {
    /// The job that is meant.
    /// - Throws: ``LocatedError`` with code `.notFound`.
    func find(_ wanted: JobNumber) throws -> JobReport {
        if let found = reports().first(where: { $0.number == wanted.number }) { return found }
        let running = othersRunning.map { String($0.number) }.joined(separator: ", ")
        let error = ImageError(
            .notFound, "no job \(wanted.number) (\(running.isEmpty ? "none runs" : "running: \(running)"))",
            hint: "jobs")
        guard let span = wanted.span else { throw error }
        throw LocatedError(error: error, span: span)
    }

    /// The same, when it still runs.
    /// - Throws: as ``find(_:)``.
    func findRunning(_ wanted: JobNumber) throws -> JobReport {
        let found = try find(wanted)
        guard !found.isRunning else { return found }
        let error = ImageError(.notFound, "job \(found.number) has ended (\(found.state))", hint: "jobs --all")
        guard let span = wanted.span else { throw error }
        throw LocatedError(error: error, span: span)
    }
}
