internal import BackendKit
internal import CommandKit

/// `store check`
struct CheckStore: NamedCommand {
    static let name = CommandName("store check")

    let readData = Flag("--read-data", help: "Read every byte and compare the hashes")
    let repair = Flag("--repair", help: "Set aside what is wrong; a copy of the catalogue is kept")

    var signature: Signature {
        Signature(
            Self.name, "Check that the local store is whole", readData, repair,
            discussion: [
                "Compares the catalogue with the data files. Repair never deletes data: what is damaged moves to the "
                    + "store's 'trash' directory, and data without a record comes back as 'recovered-ID', all of it when "
                    + "the catalogue is lost."
            ],
            capabilities: [AnyCapability(.maintenance)],
            changes: .given(["--repair"], "repair the store"),
            examples: [
                Example("store check", "Catalogue and files, in seconds"),
                Example("store check --read-data", "Every byte"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        var options = StoreCheckOptions()
        options.readsData = call[readData]
        options.repairs = call[repair]
        let report = try await context.require(.maintenance).checkStore(options)
        try StoreSummary.print(report, to: context.console)
        guard report.isClean else {
            // A check that reads no data finds nothing wrong with it, and repairs nothing.
            let again = call[readData] ? "store check --read-data" : "store check"
            let problems = report.findings.count { $0.kind == .problem }
            throw ImageError(
                .integrity, problems == 1 ? "1 problem found" : "\(problems) problems found",
                hint: call[repair] ? "store check --read-data" : again + " --repair")
        }
    }
}
