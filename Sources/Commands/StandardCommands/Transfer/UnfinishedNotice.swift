internal import BackendKit
internal import CommandKit
internal import Transfers

/// Tells of downloads that wait to be finished.
struct UnfinishedNotice: StartNotice {
    func text(_ environment: BackendEnvironment) async -> String? {
        // A journal that cannot be read is told by the commands that need it.
        let kept = (try? TransferJournal(environment)?.unfinished())?.filter { $0.state == .kept } ?? []
        guard let first = kept.first else { return nil }
        let what =
            kept.count == 1 ? "1 unfinished transfer: \(first.description)" : "\(kept.count) unfinished transfers"
        return what + " — transfer list, transfer resume, transfer clean"
    }
}
