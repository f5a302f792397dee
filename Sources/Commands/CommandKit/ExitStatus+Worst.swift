extension ExitStatus {
    /// What to end with after several things that failed, each in its own way: wrong data is worst, and what a later
    /// try may mend is least.
    /// - Returns: `nil` when nothing failed.
    public static func worst(of statuses: some Sequence<ExitStatus>) -> ExitStatus? {
        let failures = Set(statuses).subtracting([.done])
        let order: [ExitStatus] = [
            .integrity, .protocol, .failed, .usage, .denied, .conflict, .notFound, .network,
        ]
        // Of those that programs make up, the same one every time.
        return order.first(where: failures.contains) ?? failures.max { $0.rawValue < $1.rawValue }
    }
}
