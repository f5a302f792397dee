extension ExitStatus {
    /// What to end with after the same was done to several things: what all the failures are, or else ``failed``.
    /// - Returns: `nil` when nothing failed.
    public static func common(to statuses: some Sequence<ExitStatus>) -> ExitStatus? {
        let failures = Set(statuses).subtracting([.done])
        return failures.count > 1 ? .failed : failures.first
    }
}
