internal import BackendKit
internal import CommandKit
internal import Transfers

/// Tells of downloads that wait to be finished, and of what uploads left.
struct UnfinishedNotice: StartNotice {
    func text(_ environment: BackendEnvironment) async -> String? {
        // A journal that cannot be read is told by the commands that need it.
        guard let journal = TransferJournal(environment), let all = try? UnfinishedTransfer.all(in: journal) else {
            return nil
        }
        let left = all.filter { !$0.isRunning && !$0.mayRunElsewhere }
        guard let first = left.first else { return nil }
        let what =
            left.count == 1 ? "1 unfinished transfer, the \(first.description)" : "\(left.count) unfinished transfers"
        return what + " — transfer list, transfer resume, transfer clean"
    }
}
