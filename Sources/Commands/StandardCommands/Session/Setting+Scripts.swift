internal import BackendKit
internal import CommandKit

/// Settings of how commands and scripts run.
extension Setting {
    static let dryRun = onOff("dry-run", "Say what commands would change, and change nothing", \.isDryRun)
    static let echo = onOff("echo", "Show each command on standard error before it runs", \.echoes)

    static let onError = Setting(
        name: "on-error", help: "What a script does when a command fails",
        words: [("stop", "ends with its status"), ("continue", "goes on, and ends with the worst status there was")],
        get: { $0.preferences.now.goesOnAfterErrors ? "continue" : "stop" },
        change: { word in { session in session.preferences.change { $0.goesOnAfterErrors = word == "continue" } } })
}
