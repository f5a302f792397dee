import DiskImages
import Testing

struct `F-F1 a file that was cut off` {
    static let enveloped = Samples.qemu.filter { !["raw", "luks"].contains($0.qemuFormat) }.map(\.name)

    /// In the middle of its data, and in the last of it.
    @Test(arguments: [
        "data.qcow2", "compressed.qcow2", "data.vmdk", "data-stream.vmdk", "data.vhd", "data.vhdx", "data.vdi",
        "data.hds",
    ])
    func `is refused when data is missing`(_ name: String) async throws {
        let whole = try await Samples.bytes(name)
        #expect(try whole.inspected().refused.isEmpty)
        for count in [whole.count / 2, whole.count / 4 * 3, whole.count / 10 * 9, whole.count - (64 << 10)] {
            let report = try Array(whole.prefix(count)).inspected()
            #expect(report.refused.contains("truncated"), "\(count) of \(whole.count) bytes: \(report.findings)")
        }
    }

    /// Wherever it was cut: the magic may be gone then, or the file still be whole enough, but it never becomes another
    /// format, nor one that passes with less than its header.
    @Test(arguments: enveloped)
    func `is never taken for something else`(_ name: String) async throws {
        let whole = try await Samples.bytes(name)
        let format = try whole.inspected().format
        for count in [1, 4, 8, 64, 72, 104, 511, 512, 513, 1024, 1536, 65536, whole.count / 2, whole.count - 1]
        where count < whole.count {
            let report = try Array(whole.prefix(count)).inspected()
            // Without its version, the first qcow cannot be told from the later ones.
            let isKin = format == .qcow && report.format == .qcow2
            #expect(report.format == format || report.format == .raw || isKin, "\(count) bytes: \(report.format)")
            #expect(report.dataSize == Int64(count))
            if report.format == format, count < 512, format != .vmdk || !name.contains("flat") && name != "split.vmdk" {
                #expect(!report.refused.isEmpty, "\(count) bytes")
            }
        }
    }
}
