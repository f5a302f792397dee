import DiskImages
import Testing

struct `F-F1 a file with the marks of two formats` {
    private static let qcow2: [UInt8] = [0x51, 0x46, 0x49, 0xFB, 0, 0, 0, 3]

    static let forged: [Vector] = [
        Vector("a boot signature", "default.qcow2") { $0.with([0x55, 0xAA], at: 510) },
        Vector("a VHD footer behind it", "default.qcow2") { $0 + [UInt8].zeros(512).with("conectix", at: 0) },
        Vector("a disc in it", "default.qcow2") { $0.with("\u{1}CD001\u{1}", at: 32768) },
        Vector("a VDI mark", "default.qcow2") { $0.with([0x7F, 0x10, 0xDA, 0xBE], at: 0x40) },
        Vector("qcow2 in the system area", "plain.iso") { $0.with(qcow2, at: 0) },
        Vector("VMDK in the system area", "hybrid-mbr.iso") { $0.with("KDMV", at: 0) },
        Vector("LUKS in the system area", "plain.iso") { $0.with(Array("LUKS".utf8) + [0xBA, 0xBE, 0, 1], at: 0) },
        Vector("a disc in it", "sparse.vmdk") { $0.with("\u{1}CD001\u{1}", at: 32768) },
        Vector("a boot signature", "sparse.vmdk") { $0.with([0x55, 0xAA], at: 510) },
        Vector("a boot signature", "disk.qed") { $0.with([0x55, 0xAA], at: 510) },
        Vector("a GPT", "dynamic.vdi") { $0.with("EFI PART", at: 512) },
        Vector("an Apple trailer", "default.qcow2") { $0 + [UInt8].zeros(512).with("koly", at: 0) },
        Vector("a VMDK at the beginning", "fixed.vhd") { $0.with("KDMV", at: 0) },
        Vector("a partition table", "disk.img.gz") { image in
            image.with(Array(MBR.sector([MBR.Entry(type: 0x83, start: 1, count: 1)])[446...]), at: 446)
        },
    ]

    @Test(arguments: forged)
    func `is refused, and the formats are named`(_ vector: Vector) async throws {
        let report = try await vector.report()
        let finding = try #require(report[.severalFormats])
        #expect(finding.level == .refuse)
        #expect(finding.text.contains(", "))
    }

    @Test func `is fine when chance put a boot signature into random bytes`() async throws {
        for name in ["disk.img.gz", "disk.img.xz", "volume.luks"] {
            let whole = try await Samples.bytes(name)
            let bytes = whole.with(.zeros(max(0, 512 - whole.count)), at: whole.count).with([0x55, 0xAA], at: 510)
            #expect(try bytes.inspected()[.severalFormats] == nil, "\(name)")
        }
    }
}
