import Testing

@testable import DiskImages

/// Offsets are those of Microsoft's [MS-VHDX].
struct `a VHDX image` {
    /// Changes both copies of a part, and makes their checksums fit.
    private static func copies(
        _ places: [Int], _ count: Int, _ change: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) -> @Sendable ([UInt8]) -> [UInt8] {
        { image in
            places.reduce(image) { image, place in
                let part = change(Array(image[place..<place + count])).with(le: UInt32(0), at: 4)
                let sum = CyclicRedundancy.castagnoli.value(of: ByteView(part, cutBy: .end))
                return image.with(part.with(le: UInt32(sum), at: 4), at: place)
            }
        }
    }

    private static func headers(_ change: @escaping @Sendable ([UInt8]) -> [UInt8]) -> @Sendable ([UInt8]) -> [UInt8] {
        copies([64 << 10, 128 << 10], 4096, change)
    }

    private static func tables(_ change: @escaping @Sendable ([UInt8]) -> [UInt8]) -> @Sendable ([UInt8]) -> [UInt8] {
        copies([192 << 10, 256 << 10], 64 << 10, change)
    }

    /// Where a part begins by its GUID, searched from a place on.
    private static func find(_ mark: [UInt8], in image: [UInt8], from start: Int) throws -> Int {
        try #require(
            stride(from: start, to: image.count - 32, by: 16).first { image[$0..<$0 + 16].elementsEqual(mark) })
    }

    private static let metadataMark: [UInt8] = [
        0x06, 0xA2, 0x7C, 0x8B, 0x90, 0x47, 0x9A, 0x4B, 0xB8, 0xFE, 0x57, 0x5F, 0x05, 0x0F, 0x88, 0x6E,
    ]
    private static let parametersMark: [UInt8] = [
        0x37, 0x67, 0xA1, 0xCA, 0x36, 0xFA, 0x43, 0x4D, 0xB3, 0xB6, 0x33, 0xF0, 0xAA, 0x44, 0xE7, 0x6B,
    ]
    private static let sizeMark: [UInt8] = [
        0x24, 0x42, 0xA5, 0x2F, 0x1B, 0xCD, 0x76, 0x48, 0xB2, 0x11, 0x5D, 0xBE, 0xD8, 0x3B, 0xF4, 0xB8,
    ]
    private static let locatorMark: [UInt8] = [
        0x2D, 0x5F, 0xD3, 0xA8, 0x0B, 0xB3, 0x4D, 0x45, 0xAB, 0xF7, 0xD3, 0xD8, 0x48, 0x34, 0xAB, 0x0C,
    ]

    private static func metadata(_ image: [UInt8]) throws -> Int {
        Int(image.le64(try find(metadataMark, in: image, from: 192 << 10) + 16))
    }

    /// Changes what an item of the metadata says.
    private static func item(
        _ mark: [UInt8], _ change: @escaping @Sendable ([UInt8], Int) -> [UInt8]
    ) -> @Sendable ([UInt8]) throws -> [UInt8] {
        { image in
            let region = try metadata(image)
            let entry = try find(mark, in: image, from: region)
            return change(image, region + Int(image.le64(entry + 16) & 0xFFFF_FFFF))
        }
    }

    static let vectors: [Vector] = [
        Vector("checksums that are made anew", "dynamic.vhdx") { headers { $0 }(tables { $0 }($0)) },
        Vector("one header spoilt", "dynamic.vhdx") { $0.with([9], at: (64 << 10) + 100) },
        Vector("both headers spoilt", "dynamic.vhdx", refuses: ["malformed"]) {
            $0.with([9], at: (64 << 10) + 100).with([9], at: (128 << 10) + 100)
        },
        Vector("one region table spoilt", "dynamic.vhdx") { $0.with([9], at: (192 << 10) + 9) },
        Vector("both region tables spoilt", "dynamic.vhdx", refuses: ["malformed"]) {
            $0.with([9], at: (192 << 10) + 9).with([9], at: (256 << 10) + 9)
        },
        Vector("a log that is not empty", "dynamic.vhdx", warns: ["dirty"], headers { $0.with([1], at: 48) }),
        Vector("version 2", "dynamic.vhdx", refuses: ["unknown-feature"], headers { $0.with(le: UInt16(2), at: 66) }),
        Vector(
            "a log beyond the end", "dynamic.vhdx", refuses: ["truncated"],
            headers { $0.with(le: UInt64(1) << 40, at: 72) }),
        Vector(
            "a log off its MiB", "dynamic.vhdx", refuses: ["malformed"],
            headers { $0.with(le: UInt64(1) << 19, at: 72) }),
        Vector("2048 regions", "dynamic.vhdx", refuses: ["malformed"], tables { $0.with(le: UInt32(2048), at: 8) }),
        Vector("no regions", "dynamic.vhdx", refuses: ["malformed"], tables { $0.with(le: UInt32(0), at: 8) }),
        Vector(
            "a region off its MiB", "dynamic.vhdx", refuses: ["malformed"], tables { $0.with(le: UInt64(4097), at: 32) }
        ),
        Vector(
            "a region beyond the end", "dynamic.vhdx", refuses: ["truncated"],
            tables {
                $0.with(le: UInt64(1) << 40, at: 32)
            }),
        Vector(
            "an unknown region that must be known", "dynamic.vhdx", refuses: ["unknown-feature"],
            tables {
                $0.with(le: UInt32(3), at: 8).with([1], at: 80).with(le: UInt64(1 << 20), at: 96)
                    .with(le: UInt32(1 << 20), at: 104).with(le: UInt32(1), at: 108)
            }),
        Vector(
            "an unknown region that need not be", "dynamic.vhdx",
            tables {
                $0.with(le: UInt32(3), at: 8).with([1], at: 80).with(le: UInt64(1 << 20), at: 96)
                    .with(le: UInt32(1 << 20), at: 104)
            }),
        Vector(
            "a parent", "dynamic.vhdx", refuses: ["parent"], item(parametersMark) { $0.with(le: UInt32(2), at: $1 + 4) }
        ),
        Vector("a parent locator", "dynamic.vhdx", refuses: ["parent", "size"]) { image in
            image.with(locatorMark, at: try find(sizeMark, in: image, from: try metadata(image)))
        },
        Vector("an unknown item that must be known", "dynamic.vhdx", refuses: ["size", "unknown-feature"]) { image in
            image.with([1], at: try find(sizeMark, in: image, from: try metadata(image)))
        },
        Vector("2048 items", "dynamic.vhdx", refuses: ["malformed"]) { image in
            image.with(le: UInt16(2048), at: try metadata(image) + 10)
        },
        Vector("an item outside", "dynamic.vhdx", refuses: ["malformed", "size"]) { image in
            image.with(le: UInt32.max, at: try find(sizeMark, in: image, from: try metadata(image)) + 16)
        },
        Vector("no bytes", "dynamic.vhdx", refuses: ["size"], item(sizeMark) { $0.with(le: UInt64(0), at: $1) }),
        Vector(
            "65 TiB", "dynamic.vhdx", refuses: ["size"],
            item(sizeMark) {
                $0.with(le: UInt64(65) << 40, at: $1)
            }),
        Vector("half a sector", "dynamic.vhdx", refuses: ["size"], item(sizeMark) { $0.with(le: UInt64(256), at: $1) }),
        Vector(
            "more than the table holds", "dynamic.vhdx", refuses: ["size"],
            item(sizeMark) {
                $0.with(le: UInt64(64) << 40, at: $1)
            }),
        Vector(
            "blocks of 3 bytes", "dynamic.vhdx", refuses: ["malformed"],
            item(parametersMark) {
                $0.with(le: UInt32(3), at: $1)
            }),
        Vector("no metadata", "dynamic.vhdx", refuses: ["malformed"]) { $0.with("xxxxxxxx", at: try metadata($0)) },
        Vector("half of it", "data.vhdx", refuses: ["truncated"]) { Array($0.prefix($0.count / 2)) },
        Vector("without its last MiB", "data.vhdx", refuses: ["truncated"]) { Array($0.dropLast(1 << 20)) },
        Vector("a header", "data.vhdx", refuses: ["malformed", "truncated"]) { Array($0.prefix(100)) },
    ]

    @Test(arguments: vectors)
    func `is judged by its headers, regions and metadata`(_ vector: Vector) async throws {
        let report = try await vector.report()
        #expect(report.format == .vhdx)
        #expect(report.refused == vector.refused)
        #expect(report.warned == vector.warned)
    }
}
