import Foundation

/// Tests that run in the background of a shell, or by `nohup`, ignore signals, and so would all that they run.
enum IgnoredSignals {
    /// Has them do again what they do elsewhere.
    static func take() { _ = taken }

    private static let taken: Void = {
        for number in [SIGHUP, SIGINT, SIGQUIT, SIGTERM] {
            var action = sigaction()
            guard sigaction(number, nil, &action) == 0 else { continue }
            let isIgnored = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
            if isIgnored { signal(number, SIG_DFL) }
        }
    }()
}
