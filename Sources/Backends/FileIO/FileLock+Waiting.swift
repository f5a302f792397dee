extension FileLock {
    /// The lock, however long others keep it. A task that is cancelled stops waiting.
    /// - Throws: ``ImageError`` with code `.local`, `CancellationError`.
    public static func waiting(_ path: String, _ kind: Kind) async throws -> FileLock {
        while true {
            try Task.checkCancellation()
            if let lock = try FileLock(path, kind, waits: false) { return lock }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
