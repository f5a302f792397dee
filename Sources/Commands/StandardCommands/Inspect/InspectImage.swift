internal import BackendKit
internal import CommandKit
internal import Decompression
internal import DiskImages

/// `image inspect`
struct InspectImage: NamedCommand {
    static let name = CommandName("image inspect")

    private static let fields = [
        "file", "format", "kind", "inside", "disk_format", "container_format", "size", "virtual_size", "compression",
        "findings",
    ]

    let file = Positional("file", of: FilePath.self, help: "A file that is to become an image; '-' is standard input")
    let diskFormat = Option<DiskFormat>(
        "--disk-format", value: "disk-format", help: "What it is going to be declared as")
    let containerFormat = Option<ContainerFormat>(
        "--container-format", value: "container-format", help: "The same for the container format")
    let decompress = Flag(
        "--decompress", help: "Look at all that is inside, as it would be sent with --decompress")

    var signature: Signature {
        Signature(
            Self.name, "Say what a file is, and whether it would be taken as an image", file, diskFormat,
            containerFormat, decompress,
            discussion: [
                "'image create' and 'image upload' look in the same way before they send anything. A finding that "
                    + "begins with 'refuse' stops them, unless --allow names it. The status is 6 when there is one.",
                "Of a file compressed with gzip, xz, zstd or bzip2 the beginning of what is inside is looked at too. With "
                    + "--decompress all of it is unpacked, in memory and piece by piece, which also proves the check sums "
                    + "of the file.",
            ],
            output: .record,
            columns: Self.fields,
            changes: .nothing,
            readsInput: true,
            examples: [
                Example("image inspect debian.qcow2", "Format, size of the disk, and findings"),
                Example("image inspect debian.qcow2 -f json", "For a program"),
                Example("image inspect debian.qcow2.xz --decompress", "What is in a compressed file, to its end"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        guard
            let source = try await ImageSource.open(
                call[file], or: context.pipedInput, in: context, hint: "imgsh image inspect - < FILE")
        else { return }
        let look = try await ImageLook(
            source, disk: call[diskFormat], container: call[containerFormat], unpacks: call[decompress],
            console: context.console)
        try context.console.write(record(look), as: call.output)
        let refusals = look.findings.refusals(allowing: [])
        if refusals.isEmpty, look.report.dataSize != 0 { return }
        let reasons = refusals.isEmpty ? "it is empty" : refusals.map(\.text).joined(separator: "; ")
        throw ImageError(
            .integrity, "\(look.source.subject) would be refused: \(reasons)",
            hint: look.wayOut ?? "image create NAME --file \(Quoting.word(call[file].text)) "
                + options(look, refusals).joined(separator: " "))
    }

    /// One for each name, in the order of the findings.
    private func options(_ look: ImageLook, _ refusals: [Finding]) -> [String] {
        if refusals.isEmpty { return (look.source.compression == nil ? [] : ["--decompress"]) + ["--allow-empty"] }
        var names: [Finding.Name] = []
        for finding in refusals where !names.contains(finding.name) { names.append(finding.name) }
        if look.source.compression != nil { return ["--decompress"] + names.map { "--allow \($0)" } }
        return names.map { look.isUnpackable && $0 == .compressed ? "--decompress" : "--allow \($0)" }
    }

    private func record(_ look: ImageLook) -> Record {
        let report = look.report
        return Record([
            .init("file", .text(look.source.name)), .init("format", .text(report.format.title)),
            .init("kind", .text(report.subformat)), .init("inside", .text(look.inside?.format.title)),
            .init("disk_format", .text((look.inside ?? report).format.diskFormat?.rawValue)),
            .init("container_format", .text(report.format.containerFormat?.rawValue)),
            .init("size", .number(report.dataSize)),
            .init("virtual_size", .number((look.inside ?? report).virtualSize)),
            .init("compression", .text(look.compression?.title)),
            .init("findings", .list(look.findings.map { .text("\($0.level) \($0.name): \($0.text)") })),
        ])
    }
}
