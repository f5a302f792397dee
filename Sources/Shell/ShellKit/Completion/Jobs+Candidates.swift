internal import CommandKit

extension Jobs {
    /// Numbers of the jobs that run, each with its command.
    var candidates: [Candidate] { running.map { Candidate(word: String($0.number), detail: $0.line) } }
}
