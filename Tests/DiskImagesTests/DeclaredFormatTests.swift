import BackendKit
import DiskImages
import Testing

struct `F-F1 a declared format` {
    /// What is declared of a sample, the findings that refuse it, and what Glance 33.0.0 was seen to answer.
    struct Row: Sendable, CustomTestStringConvertible {
        let sample: String
        let disk: DiskFormat?
        var container: ContainerFormat? = .bare
        var refused: [String] = []
        var answer: GlanceAnswer?
        var testDescription: String { "\(sample) as \(disk?.rawValue ?? "nothing")" }
    }

    static let rows: [Row] = [
        Row(sample: "disk.raw", disk: .qcow2, refused: ["format-mismatch"], answer: .refuses),
        Row(sample: "default.qcow2", disk: .raw, refused: ["format-mismatch"], answer: .takesGarbage),
        Row(sample: "default.qcow2", disk: .qcow2, answer: .takes),
        Row(sample: "default.qcow2", disk: nil),
        Row(sample: "above.qcow2", disk: .qcow2, refused: ["backing-file"], answer: .refuses),
        Row(sample: "above.qcow2", disk: .raw, refused: ["backing-file", "format-mismatch"], answer: .refuses),
        Row(sample: "outside.qcow2", disk: .qcow2, refused: ["data-file"], answer: .refuses),
        Row(sample: "extended.qcow2", disk: .qcow2, answer: .refuses),
        Row(sample: "locked.qcow2", disk: .qcow2, answer: .takes),
        Row(sample: "flat.vmdk", disk: .vmdk, refused: ["extent", "subformat"], answer: .refuses),
        Row(sample: "above.vmdk", disk: .vmdk, refused: ["parent"], answer: .takes),
        Row(sample: "fixed.vhd", disk: .vhd, answer: .refuses),
        Row(sample: "dynamic.vhd", disk: .vhd, answer: .takes),
        Row(sample: "dynamic.vhdx", disk: .vhdx, answer: .takes),
        Row(sample: "dynamic.vdi", disk: .vdi, answer: .takes),
        Row(sample: "disk.hds", disk: .ploop, answer: .takes),
        Row(sample: "volume.luks", disk: .raw, answer: .takes),
        Row(sample: "volume.luks", disk: DiskFormat(rawValue: "luks")),
        Row(sample: "second.luks", disk: .raw, answer: .refuses),
        Row(sample: "disk.qed", disk: .raw, refused: ["format-mismatch", "unsupported-format"], answer: .refuses),
        Row(sample: "gpt.raw", disk: .raw, answer: .takes),
        Row(sample: "gpt.raw", disk: DiskFormat(rawValue: "gpt")),
        Row(sample: "mbr.raw", disk: DiskFormat(rawValue: "gpt")),
        Row(sample: "default.qcow2", disk: DiskFormat(rawValue: "gpt"), refused: ["format-mismatch"]),
        Row(sample: "default.qcow2", disk: DiskFormat(rawValue: "site-own")),
        Row(sample: "ext4.img", disk: .raw, answer: .takes),
        Row(sample: "ext4.img", disk: .ami, container: .ami),
        Row(sample: "default.qcow2", disk: .ami, container: .ami, refused: ["format-mismatch"]),
        Row(sample: "plain.iso", disk: .iso, answer: .takes),
        Row(sample: "plain.iso", disk: .raw, refused: ["format-mismatch"], answer: .takesGarbage),
        Row(sample: "hybrid-mbr.iso", disk: .raw, answer: .takesGarbage),
        Row(sample: "disk.img.gz", disk: .raw, refused: ["compressed", "format-mismatch"], answer: .takes),
        Row(sample: "disk.img.gz", disk: .raw, container: .compressed),
        Row(sample: "disk.img.gz", disk: .ari, container: .ari),
        Row(sample: "disk.img.xz", disk: .raw, container: .compressed, refused: ["compressed", "format-mismatch"]),
        Row(sample: "default.qcow2", disk: .qcow2, container: .compressed, refused: ["format-mismatch"]),
        Row(sample: "machine.ova", disk: .vmdk, container: .ova),
        Row(sample: "machine.ova", disk: nil, container: nil),
        Row(sample: "machine.ova", disk: .raw, refused: ["format-mismatch"], answer: .takes),
        Row(sample: "sparse.vmdk", disk: .vmdk, container: .ova, refused: ["format-mismatch"]),
        Row(sample: "disk.tar", disk: .raw, container: .docker),
        Row(sample: "disk.raw", disk: .raw, container: .docker, refused: ["format-mismatch"]),
    ]

    @Test(arguments: rows)
    func `is compared with what the file is`(_ row: Row) async throws {
        let report = try await Samples.bytes(row.sample).inspected()
        let declared = DeclaredFormat(disk: row.disk, container: row.container)
        let findings = declared.findings(for: report)
        let names = Set(findings.refusals(allowing: []).map(\.name.rawValue)).sorted()
        #expect(names == row.refused, "\(findings)")
        #expect(declared.glanceAnswer(to: report) == row.answer)
    }

    @Test func `that is wrong says what the file is, and what the service would do`() async throws {
        let report = try await Samples.bytes("default.qcow2").inspected()
        let finding = try #require(DeclaredFormat(disk: .raw).findings(for: report).first)
        #expect(finding.name == .formatMismatch)
        #expect(
            finding.text
                == "declared raw, but it is a QEMU qcow2 image; Glance takes it, and a server starts from garbage")
    }

    @Test func `is overridden by the finding's name, and by no other`() async throws {
        let report = try await Samples.bytes("above.qcow2").inspected()
        let findings = DeclaredFormat(disk: .raw).findings(for: report)
        #expect(findings.refusals(allowing: [.formatMismatch]).map(\.name.rawValue).contains("backing-file"))
        #expect(findings.refusals(allowing: [.backingFile]).map(\.name) == [.formatMismatch])
        #expect(findings.refusals(allowing: [.backingFile, .formatMismatch]) == [])
    }

    @Test(arguments: [
        ("x.qcow2", "default.qcow2", false), ("x.qcow2", "disk.raw", true), ("X.QCOW2", "disk.raw", true),
        ("x.img", "default.qcow2", false), ("x.raw", "default.qcow2", true), ("x.raw", "gpt.raw", false),
        ("x.iso", "plain.iso", false), ("x", "default.qcow2", false), (".qcow2", "default.qcow2", false),
        ("x.vhd", "dynamic.vhdx", true), ("x.qcow2.xz", "disk.img.xz", false), ("x.gz", "default.qcow2", true),
    ])
    func `by the ending of a name is only warned of`(_ name: String, _ sample: String, _ isWarned: Bool) async throws {
        let report = try await Samples.bytes(sample).inspected()
        let findings = DeclaredFormat(fileName: name).findings(for: report)
        let finding = findings.first { $0.name == .fileName }
        #expect((finding != nil) == isWarned)
        #expect(finding.map { $0.level == .warn } ?? true)
    }
}
