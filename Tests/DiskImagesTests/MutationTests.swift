import TestSupport
import Testing

@testable import DiskImages

struct `F-F1 a file that was spoilt at random` {
    /// A sample, where its structures are (from its end when negative), and how often it is spoilt.
    struct Case: Sendable, CustomTestStringConvertible {
        let sample: String
        let places: [Int]
        var rounds = 1500
        var testDescription: String { sample }
    }

    static let cases: [Case] = [
        Case(sample: "default.qcow2", places: [0, 8, 16, 32, 64, 96, 112, 0x10000, 0x20000]),
        Case(sample: "data.qcow2", places: [0, 8, 16, 32, 64, 96, 112, 0x10000, 0x20000]),
        Case(sample: "old.qcow2", places: [0, 8, 32, 64]),
        Case(sample: "first.qcow", places: [0, 32]),
        Case(sample: "disk.qed", places: [0, 48]),
        Case(sample: "sparse.vmdk", places: [0, 12, 48, 512, 640, 768]),
        Case(sample: "flat.vmdk", places: [0, 128, 256]),
        Case(sample: "dynamic.vhd", places: [0, 48, 512, 544, 576, 1536, -480]),
        Case(sample: "fixed.vhd", places: [-512, -480, -452, 0]),
        Case(sample: "dynamic.vdi", places: [0x40, 0x140, 0x170, 0x1A8]),
        Case(sample: "data.hds", places: [0, 28, 64]),
        Case(
            sample: "dynamic.vhdx", places: [0, 64 << 10, 192 << 10, 1 << 20, 2 << 20, (2 << 20) + 65536], rounds: 400),
        Case(sample: "volume.luks", places: [0, 104, 208]),
        Case(sample: "plain.iso", places: [0, 446, 32768, 32848, 34816]),
        Case(sample: "gpt.raw", places: [446, 512, 540, 584, 1024]),
        Case(sample: "mbr.raw", places: [446, 510]),
        Case(sample: "disk.img.gz", places: [0]),
        Case(sample: "machine.ova", places: [0, 257]),
    ]

    @Test(arguments: cases)
    func `gets a report, with bounded reading`(_ case: Case) async throws {
        let base = try await Samples.bytes(`case`.sample)
        var random = SeededRandom(seed: 2026)
        var outcomes: Set<String> = []
        for round in 0..<`case`.rounds {
            let bytes = MutatedBytes(base)
            bytes.mutate(with: &random, around: `case`.places.map { $0 < 0 ? base.count + $0 : $0 })
            let report = try DiskImageInspector.inspect(bytes)
            #expect(report.dataSize == bytes.size)
            #expect(report.virtualSize ?? 0 >= 0)
            #expect(
                bytes.bytesRead <= 33 << 20 && bytes.readCount <= 5000 && bytes.largestRead <= 320 << 10,
                "round \(round)")
            outcomes.insert("\(report.format) \(report.refused)")
        }
        // The changes reached the checks, and not only random data.
        #expect(outcomes.count > 1, "\(outcomes)")
    }

    /// A checksum that is made to fit again lets a lie through to the checks behind it.
    @Test func `gets a report with checksums that fit, too`() async throws {
        let base = try await Samples.bytes("data.vhdx")
        var random = SeededRandom(seed: 2027)
        var outcomes: Set<String> = []
        for _ in 0..<300 {
            let bytes = MutatedBytes(base)
            bytes.mutate(with: &random, around: [64 << 10, (64 << 10) + 32, 192 << 10, (192 << 10) + 32])
            for (place, count) in [(64 << 10, 4096), (192 << 10, 64 << 10)] {
                bytes.put([0, 0, 0, 0], at: place + 4)
                let part = ByteView(try bytes.read(count, at: Int64(place)), cutBy: .end)
                let sum = UInt32(CyclicRedundancy.castagnoli.value(of: part))
                bytes.put([UInt8].zeros(4).with(le: sum, at: 0), at: place + 4)
            }
            outcomes.insert("\(try DiskImageInspector.inspect(bytes).refused)")
        }
        #expect(outcomes.count > 4, "\(outcomes)")
    }

    @Test func `in any single byte of its header is looked at to the end`() async throws {
        let names = [
            "default.qcow2", "sparse.vmdk", "dynamic.vhd", "dynamic.vdi", "disk.qed", "disk.hds", "first.qcow",
        ]
        for name in names {
            let base = try await Samples.bytes(name)
            for place in 0..<512 {
                var bytes = base
                bytes[place] ^= 0xFF
                let report = try bytes.inspected()
                #expect(report.findings.allSatisfy { !$0.text.isEmpty && !$0.text.hasSuffix(".") }, "\(name) \(place)")
            }
        }
    }
}
