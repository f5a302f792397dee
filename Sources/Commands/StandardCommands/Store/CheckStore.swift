internal import BackendKit
internal import CommandKit

/// `store check`
struct CheckStore: Command {
    let readData = Flag("--read-data", help: "Read every byte and compare the hashes")
    let repair = Flag("--repair", help: "Set aside what is wrong; a copy of the catalogue is kept")

    var signature: Signature {
        Signature(
            "store check", "Check that the local store is whole", readData, repair,
            discussion: [
                "Compares the catalogue with the data files. Repair never deletes data: what is damaged moves to the "
                    + "store's 'trash' directory, and data without a record comes back as 'recovered-ID'."
            ],
            capabilities: [AnyCapability(.maintenance)],
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
            let problems = report.findings.count { $0.kind == .problem }
            throw ImageError(
                .integrity, problems == 1 ? "1 problem found" : "\(problems) problems found",
                hint: call[repair] ? "store check --read-data" : "store check --repair")
        }
    }
}

/// `store gc`
struct CleanStore: Command {
    var signature: Signature {
        Signature(
            "store gc", "Remove what crashed commands left in the local store",
            discussion: [
                "Removes unfinished files and data without a record. Images stay, and so does what another imgsh is "
                    + "writing at the moment."
            ],
            capabilities: [AnyCapability(.maintenance)],
            examples: [Example("store gc", "Tidy up")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        try StoreSummary.print(try await context.require(.maintenance).collectGarbage(), to: context.console)
    }
}

/// What a check or clean-up found, one line each.
enum StoreSummary {
    static func print(_ report: StoreReport, to console: Console) throws {
        for finding in report.findings {
            let subject = finding.image.map { "image \($0): " } ?? ""
            try console.write(line: "\(finding.kind.rawValue): \(subject)\(finding.text)")
        }
        let read = report.bytesRead > 0 ? ", \(ByteCount.text(report.bytesRead)) read" : ""
        let images = report.images == 1 ? "1 image" : "\(report.images) images"
        try console.write(line: "\(images) checked\(read), \(report.isClean ? "all is well" : "not all is well")")
    }
}
