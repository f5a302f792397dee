public import BackendKit
internal import FileIO

/// Checking, repairing and tidying a store, each alone with it.
extension LocalBackend: StoreMaintenance {
    public func checkStore(_ options: StoreCheckOptions) async throws -> StoreReport {
        guard try FileStatus.of(layout.root) != nil else { return StoreReport() }
        return try await alone(waits: options.repairs) { try self.check(options) }
    }

    public func collectGarbage() async throws -> StoreReport {
        guard let catalogue = try writableIfPresent() else { return StoreReport() }
        let layout = layout
        return try await BlockingWork.run { try StoreCleaner(layout: layout).clean(catalogue) }
    }

    private func check(_ options: StoreCheckOptions) throws -> StoreReport {
        guard options.repairs else {
            if try isCatalogueLost() { return reportOfLoss() }
            guard let catalogue = try readable() else { return StoreReport() }
            return try look(catalogue, options).report
        }
        let (checker, replaced) = try lookOrSalvage(options)
        var report = checker.report
        if !checker.problems.isEmpty || !checker.orphans.isEmpty {
            let repair = StoreRepair(layout: layout, inspect: intake.inspect)
            let done = try repair.repair(checker, in: try writable())
            // What was a problem is one no longer.
            report.findings.removeAll { $0.kind == .problem }
            report.findings += done
        }
        report.findings = replaced + report.findings
        return report
    }

    /// Looks at everything; a catalogue that is damaged or lost is replaced first by what can be read of it and of the
    /// data.
    private func lookOrSalvage(_ options: StoreCheckOptions) throws -> (StoreChecker, [StoreReport.Finding]) {
        do {
            let checker = try look(try writable(), options)
            if !checker.isCatalogueDamaged { return (checker, []) }
        } catch let error as ImageError where Catalogue.isDamage(error) {}
        closeCatalogue()
        let replaced = try StoreSalvage(layout: layout, repair: StoreRepair(layout: layout, inspect: intake.inspect))
            .run()
        return (try look(try writable(), options), replaced)
    }

    private func look(_ catalogue: Catalogue, _ options: StoreCheckOptions) throws -> StoreChecker {
        var checker = StoreChecker(layout: layout, readsData: options.readsData)
        do {
            try checker.run(catalogue)
        } catch {
            throw Catalogue.translated(error, path: layout.catalogue)
        }
        return checker
    }

    private func reportOfLoss() -> StoreReport {
        var report = StoreReport()
        report.findings.append(.init(.problem, Catalogue.lost(layout.catalogue).message))
        return report
    }

    /// Runs with the store's lock: to look, beside others that look; to repair, alone.
    private func alone(
        waits: Bool, _ body: @escaping @Sendable () throws -> StoreReport
    ) async throws -> StoreReport {
        let layout = layout
        return try await BlockingWork.run {
            guard waits else { return try body() }
            let lock = try FileLock(layout.lock, .exclusive, waits: true)
            let report = try body()
            lock?.release()
            return report
        }
    }
}
