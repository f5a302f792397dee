import DiskImages
import Testing

/// Offsets are those of VMware's Virtual Disk Format 5.0.
struct `a VMDK image` {
    private static let good = """
        # Disk DescriptorFile
        version=1
        CID=12345678
        parentCID=ffffffff
        createType="monolithicSparse"

        # Extent description
        RW 8192 SPARSE "disk.vmdk"

        # The Disk Data Base
        #DDB

        ddb.virtualHWVersion = "4"
        ddb.geometry.heads = "16"

        """

    /// A sparse image with another descriptor.
    private static func describing(
        _ text: String, as description: String, refuses: [String] = []
    ) -> Vector {
        Vector(description, "sparse.vmdk", refuses: refuses) { image in
            image.with(.zeros(20 * 512), at: 512).with(text, at: 512)
        }
    }

    private static func replacing(_ old: String, by new: String, refuses: [String] = []) -> Vector {
        let text = good.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false).joined(separator: new)
        return describing(text, as: "'\(old)' replaced by '\(new)'", refuses: refuses)
    }

    static let descriptors: [Vector] = [
        describing(good, as: "a good descriptor"),
        replacing("monolithicSparse", by: "streamOptimized"),
        replacing("createType=\"monolithicSparse\"", by: "CREATETYPE=\"MONOLITHICSPARSE\""),
        replacing("\n", by: "\r\n"),
        replacing("CID=12345678", by: "encoding=\"UTF-8\""),
        replacing("monolithicSparse", by: "monolithicFlat", refuses: ["subformat"]),
        replacing("monolithicSparse", by: "custom", refuses: ["subformat"]),
        replacing("monolithicSparse", by: "vmfs", refuses: ["subformat"]),
        replacing("monolithicSparse", by: String(repeating: "m", count: 65), refuses: ["subformat"]),
        replacing("createType=\"monolithicSparse\"", by: "x=1", refuses: ["subformat"]),
        replacing("createType=\"monolithicSparse\"", by: "createType=monolithicSparse", refuses: ["subformat"]),
        replacing("CID=12345678", by: "createType=\"monolithicFlat\"", refuses: ["subformat"]),
        replacing("# Extent", by: "# createType=\"vmfs\" Extent", refuses: ["subformat"]),
        replacing("disk.vmdk", by: "/etc/hosts", refuses: ["extent"]),
        replacing("disk.vmdk", by: #"..\x"#, refuses: ["extent"]),
        replacing("disk.vmdk", by: "http://h/x", refuses: ["extent"]),
        replacing("disk.vmdk", by: "nbd:localhost", refuses: ["extent"]),
        replacing("SPARSE \"disk.vmdk\"", by: "FLAT \"disk.vmdk\" 0", refuses: ["extent"]),
        replacing("SPARSE \"disk.vmdk\"", by: "ZERO", refuses: ["extent"]),
        replacing("\n\n# The", by: "\nRW 1 SPARSE \"b.vmdk\"\n# The", refuses: ["extent"]),
        replacing("RW 8192 SPARSE \"disk.vmdk\"", by: "", refuses: ["descriptor"]),
        replacing("parentCID=ffffffff", by: "parentCID=12345678", refuses: ["parent"]),
        replacing("CID=12345678", by: "parentFileNameHint=\"base.vmdk\"", refuses: ["parent"]),
        replacing("# Extent", by: "# parentFileNameHint=\"base.vmdk\"", refuses: ["parent"]),
        replacing("CID=12345678", by: "something else", refuses: ["descriptor"]),
        replacing("CID=12345678", by: "name=\"\u{e9}\"", refuses: ["descriptor"]),
    ]

    static let headers: [Vector] = [
        Vector("not closed properly", "sparse.vmdk", warns: ["dirty"]) { $0.with([1], at: 72) },
        Vector("version 4", "sparse.vmdk", refuses: ["unknown-feature"]) { $0.with(le: UInt32(4), at: 4) },
        Vector("version 0", "sparse.vmdk", refuses: ["unknown-feature"]) { $0.with(le: UInt32(0), at: 4) },
        Vector("no capacity", "sparse.vmdk", refuses: ["size"]) { $0.with(le: UInt64(0), at: 12) },
        Vector("a capacity that overflows", "sparse.vmdk", refuses: ["size", "truncated"]) {
            $0.with(le: UInt64.max, at: 12)
        },
        Vector("65 TiB", "sparse.vmdk", refuses: ["size", "truncated"]) {
            $0.with(le: UInt64(65) << 31, at: 12)
        },
        Vector("no grains", "sparse.vmdk", refuses: ["size"]) { $0.with(le: UInt64(0), at: 20) },
        Vector("grains of three sectors", "sparse.vmdk", refuses: ["size"]) { $0.with(le: UInt64(3), at: 20) },
        Vector("huge grains", "sparse.vmdk", refuses: ["size"]) { $0.with(le: UInt64(1) << 40, at: 20) },
        Vector("huge grain tables", "sparse.vmdk", refuses: ["malformed"]) { $0.with(le: UInt32.max, at: 44) },
        Vector("no grain tables", "sparse.vmdk", refuses: ["malformed"]) { $0.with(le: UInt32(0), at: 44) },
        Vector("a directory beyond the end", "sparse.vmdk", refuses: ["truncated"]) {
            $0.with(le: UInt64(1) << 50, at: 56)
        },
        Vector("a second directory beyond the end", "sparse.vmdk", refuses: ["truncated"]) {
            $0.with(le: UInt32(3), at: 8).with(le: UInt64.max - 1, at: 48)
        },
        Vector("changed line ends", "sparse.vmdk", refuses: ["text-mode"]) {
            $0.with([0x0A, 0x20, 0x0A, 0x0A], at: 73)
        },
        Vector("compression 2", "sparse.vmdk", refuses: ["unknown-feature"]) { $0.with(le: UInt16(2), at: 77) },
        Vector("a descriptor elsewhere", "sparse.vmdk", refuses: ["descriptor"]) { $0.with(le: UInt64(2), at: 28) },
        // It lies where the tables of the grains were.
        Vector("a descriptor without an end", "sparse.vmdk", refuses: ["descriptor", "truncated"]) {
            $0.with(le: UInt64.max, at: 36).with([UInt8](repeating: 0x0A, count: 300 << 10), at: 512 + good.utf8.count)
                .with(good, at: 512)
        },
        Vector("one part of a split image", "sparse.vmdk", refuses: ["split-part"]) {
            $0.with(le: UInt64(0), at: 28).with(le: UInt64(0), at: 36)
        },
        Vector("a part with room for a text", "sparse.vmdk", refuses: ["split-part"]) {
            $0.with(.zeros(20 * 512), at: 512)
        },
    ]

    /// Moves the header that counts to the end, as VMware's own stream-optimized images have it.
    private static func footer(
        _ description: String, refuses: [String] = [], _ change: @escaping @Sendable ([UInt8]) -> [UInt8] = { $0 }
    ) -> Vector {
        Vector(description, "stream.vmdk", refuses: refuses) { image in
            let header = Array(image[..<512])
            let end = [UInt8].zeros(1536).with(le: UInt64(1), at: 0).with(le: UInt32(3), at: 12).with(header, at: 512)
            return image.with(le: UInt64.max, at: 56) + change(end)
        }
    }

    static let footers: [Vector] = [
        footer("a good footer"),
        footer("a footer without its magic", refuses: ["footer"]) { $0.with("XXXX", at: 512) },
        footer("a footer of another version", refuses: ["footer"]) { $0.with(le: UInt32(2), at: 516) },
        footer("a footer with another descriptor", refuses: ["footer"]) { $0.with(le: UInt64(7), at: 512 + 28) },
        footer("a footer with a longer descriptor", refuses: ["footer"]) { $0.with(le: UInt64(7), at: 512 + 36) },
        footer("a footer of another capacity", refuses: ["footer"]) { $0.with(le: UInt64(1), at: 512 + 12) },
        footer("a marker of another type", refuses: ["footer"]) { $0.with(le: UInt32(2), at: 12) },
        footer("a marker with a size", refuses: ["footer"]) { $0.with(le: UInt32(1), at: 8) },
        footer("a marker with more in it", refuses: ["footer"]) { $0.with([1], at: 511) },
        footer("no mark of the end", refuses: ["footer"]) { $0.with([1], at: 1535) },
        footer("a footer that points to a footer", refuses: ["footer"]) { $0.with(le: UInt64.max, at: 512 + 56) },
        footer("a footer whose directory is beyond the end", refuses: ["truncated"]) {
            $0.with(le: UInt64(1) << 40, at: 512 + 56)
        },
    ]

    /// Where the tables of an image are that holds data: its first grain table, in bytes.
    private static func table(of image: [UInt8]) -> Int {
        Int(image.le64(Int(image.le64(56)) * 512) & 0xFFFF_FFFF) * 512
    }

    /// The header at the end, and another first entry of the first grain table.
    private static func footed(_ image: [UInt8], firstGrain: UInt32?) -> [UInt8] {
        let table = table(of: image)
        let end = [UInt8].zeros(1536).with(le: UInt32(3), at: 12).with(Array(image[..<512]), at: 512)
        let changed = firstGrain.map { image.with(le: $0, at: table) } ?? image
        return changed.with(le: UInt64.max, at: 56) + end
    }

    static let grains: [Vector] = [
        Vector("as it is", "data.vmdk"),
        Vector("without its last byte", "data.vmdk", refuses: ["truncated"]) { Array($0.dropLast(1)) },
        Vector("a grain beyond the end", "data.vmdk", refuses: ["truncated"]) {
            $0.with(le: UInt32(1) << 24, at: table(of: $0))
        },
        Vector("a grain of zeros", "data.vmdk") { $0.with(le: UInt32(1), at: table(of: $0)) },
        Vector("a grain table beyond the end", "data.vmdk", refuses: ["truncated"]) {
            $0.with(le: UInt32(1) << 24, at: Int($0.le64(56)) * 512)
        },
        Vector("as it is", "data-stream.vmdk"),
        Vector("without a sector", "data-stream.vmdk", refuses: ["truncated"]) { Array($0.dropLast(512)) },
        Vector("a packed grain beyond the end", "data-stream.vmdk", refuses: ["truncated"]) {
            $0.with(le: UInt32(1) << 24, at: table(of: $0))
        },
        Vector("a footer, and data", "data-stream.vmdk") { footed($0, firstGrain: nil) },
        Vector("a footer, and a grain beyond the end", "data-stream.vmdk", refuses: ["truncated"]) {
            footed($0, firstGrain: 1 << 24)
        },
        Vector("a footer with other grains", "data-stream.vmdk", refuses: ["footer"]) { image in
            let footed = footed(image, firstGrain: nil)
            return footed.with(le: UInt64(64), at: footed.count - 1024 + 20)
        },
    ]

    @Test(arguments: descriptors + headers + footers + grains)
    func `is judged by its headers and its text`(_ vector: Vector) async throws {
        let report = try await vector.report()
        #expect(report.format == .vmdk)
        #expect(report.refused == vector.refused)
        #expect(report.warned == vector.warned)
    }

    @Test(arguments: [
        "# Disk DescriptorFile\n", "version=1\n", "# note\n\nVERSION=3\n", "# disk descriptorfile\r\nversion=1\r\n",
    ])
    func `is known by its text alone`(_ text: String) throws {
        let report = try Array(text.utf8).inspected()
        let isKnown = !text.hasPrefix("# note")
        #expect(report.format == (isKnown ? .vmdk : .raw))
        #expect(report.refused.contains("subformat") == isKnown)
    }

    @Test func `of an old or a cluster kind is refused`() throws {
        #expect(try [UInt8].zeros(4096).with("COWD", at: 0).inspected().refused == ["unsupported-format"])
        let sparse = try [UInt8].zeros(4096).with(le: UInt64(0xCAFE_BABE), at: 0).inspected()
        #expect(sparse.format == .seSparse)
        #expect(sparse.refused == ["unsupported-format"])
    }
}
