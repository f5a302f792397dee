internal import BackendKit

/// What to type next, below what went wrong.
public enum HintLine {
    /// - Parameter inOtherShell: whether it is typed at the prompt of another shell.
    public static func text(_ hint: String, inOtherShell: Bool) -> String {
        "  try: " + (inOtherShell ? forOtherShell(hint) : hint)
    }

    /// There a program of the system needs no mark, and what 'use' chooses is gone when the command ends.
    private static func forOtherShell(_ hint: String) -> String {
        if hint.hasPrefix("!") { return String(hint.dropFirst()) }
        for choosing in ["backend use ", "use "] where hint.hasPrefix(choosing) {
            return options(choosing: String(hint.dropFirst(choosing.count))) ?? hint
        }
        return hint
    }

    /// The options that choose the backend of one command, such as `--os-cloud prod`.
    /// - Parameter word: an address, quoted where it has to be; `nil` comes back for anything else.
    private static func options(choosing word: String) -> String? {
        if word.hasPrefix("'"), word.hasSuffix("'") { return "--backend " + word }
        guard !word.contains(" "), let address = try? BackendAddress(parsing: word) else { return nil }
        // What stands in for the openstack client knows no other way to a cloud.
        guard address.kind == "glance", let cloud = address.cloud else { return "--backend " + word }
        return "--os-cloud " + cloud + (address.region.map { " --os-region-name " + $0 } ?? "")
    }
}
