internal import BackendKit
internal import CommandKit
internal import DiskImages

/// `image inspect`
struct InspectImage: Command {
    private static let fields = [
        "file", "format", "kind", "disk_format", "container_format", "size", "virtual_size", "compression", "findings",
    ]

    let file = Positional("file", of: FilePath.self, help: "A file that is to become an image; '-' is standard input")
    let diskFormat = Option<DiskFormat>(
        "--disk-format", value: "disk-format", help: "What it is going to be declared as")
    let containerFormat = Option<ContainerFormat>(
        "--container-format", value: "container-format", help: "The same for the container format")

    var signature: Signature {
        Signature(
            "image inspect", "Say what a file is, and whether it would be taken as an image", file, diskFormat,
            containerFormat,
            discussion: [
                "'image create' and 'image upload' look in the same way before they send anything. A finding that "
                    + "begins with 'refuse' stops them, unless --allow names it. The status is 6 when there is one."
            ],
            output: .record,
            columns: Self.fields,
            examples: [
                Example("image inspect debian.qcow2", "Format, size of the disk, and findings"),
                Example("image inspect debian.qcow2 -f json", "For a program"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        guard
            let source = try await ImageSource.open(
                call[file], or: context.pipedInput, in: context, hint: "imgsh image inspect - < FILE")
        else { return }
        let (report, _) = try await ImageInspection.report(on: source)
        let declared = DeclaredFormat(
            disk: call[diskFormat], container: call[containerFormat], fileName: source.fileName)
        let findings = declared.findings(for: report)
        try context.console.write(record(source, report, findings), as: call.output)
        let refusals = findings.refusals(allowing: [])
        if refusals.isEmpty, report.dataSize != 0 { return }
        let reasons = refusals.isEmpty ? "it is empty" : refusals.map(\.text).joined(separator: "; ")
        let options = refusals.isEmpty ? ["--allow-empty"] : Self.options(allowing: refusals)
        throw ImageError(
            .integrity, "'\(source.name)' would be refused: \(reasons)",
            hint: "image create NAME --file \(Quoting.word(call[file].text)) \(options.joined(separator: " "))")
    }

    /// One for each name, in the order of the findings.
    private static func options(allowing refusals: [Finding]) -> [String] {
        var names: [Finding.Name] = []
        for finding in refusals where !names.contains(finding.name) { names.append(finding.name) }
        return names.map { "--allow \($0)" }
    }

    private func record(_ source: ImageSource, _ report: DiskImageReport, _ findings: [Finding]) -> Record {
        Record([
            .init("file", .text(source.name)), .init("format", .text(report.format.title)),
            .init("kind", .text(report.subformat)),
            .init("disk_format", .text(report.format.diskFormat?.rawValue)),
            .init("container_format", .text(report.format.containerFormat?.rawValue)),
            .init("size", .number(report.dataSize)), .init("virtual_size", .number(report.virtualSize)),
            .init("compression", .text(report.compression?.title)),
            .init("findings", .list(findings.map { .text("\($0.level) \($0.name): \($0.text)") })),
        ])
    }
}
