/// A store to check.
struct ReadOnlyMaintenance: StoreMaintenance {
    let base: any StoreMaintenance

    func checkStore(_ options: StoreCheckOptions) async throws -> StoreReport {
        guard !options.repairs else { throw ReadOnlyBackend.refusal("the store is what it was") }
        return try await base.checkStore(options)
    }

    func collectGarbage() async throws -> StoreReport {
        throw ReadOnlyBackend.refusal("the store is what it was")
    }
}
