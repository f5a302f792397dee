internal import BackendKit

extension BackendCheck {
    private static let needs = [
        AnyCapability(.creating), AnyCapability(.uploading), AnyCapability(.downloading),
    ]

    static let downloading: [BackendCheck] = [
        BackendCheck("gives back exactly the bytes it was given", needs) { bench in
            let image = try await bench.createActive("", CheckData.large)
            let bytes = try await bench.download(image.id)
            try bench.expect(bytes == CheckData.large, "other bytes came back (\(bytes.count) of them)")
        },
        BackendCheck("gives a part of the bytes", needs) { bench in
            let image = try await bench.createActive("", CheckData.large)
            let end = Int64(CheckData.largeCount)
            for (range, wanted) in [
                (0..<1, 0..<1), (1_000_000..<2_100_001, 1_000_000..<2_100_001), (end - 1..<end, end - 1..<end),
                (end - 5..<end + 1000, end - 5..<end),
            ] as [(Range<Int64>, Range<Int64>)] {
                let bytes = try await bench.download(image.id, range)
                try bench.expect(
                    bytes.elementsEqual(CheckData.large[Int(wanted.lowerBound)..<Int(wanted.upperBound)]),
                    "other bytes came back for \(range)")
            }
        },
        BackendCheck("gives the rest of the bytes, or all of them, and says which", needs + [AnyCapability(.resuming)])
        {
            bench in
            let image = try await bench.createActive("", CheckData.large)
            for offset in [0, 1, 1_000_001, CheckData.largeCount - 1] {
                let (start, bytes) = try await bench.backend.require(.resuming).withRemainingData(
                    of: image, from: Int64(offset), to: nil, preferring: []
                ) { (Int($0.start), try await CheckData.collect($0.bytes)) }
                try bench.expect(start == offset || start == 0, "it begins at \(start) instead of \(offset)")
                try bench.expect(
                    bytes.elementsEqual(CheckData.large[start...]), "other bytes came back from \(offset) on")
            }
        },
        BackendCheck("gives a stretch from its middle, or all of the bytes", needs + [AnyCapability(.resuming)]) {
            bench in
            let image = try await bench.createActive("", CheckData.large)
            for stretch in [0..<1, 0..<700_000, 1_000_001..<1_700_003, 5..<CheckData.largeCount] {
                let (start, bytes) = try await bench.backend.require(.resuming).withRemainingData(
                    of: image, from: Int64(stretch.lowerBound), to: Int64(stretch.upperBound), preferring: []
                ) { (Int($0.start), try await CheckData.collect($0.bytes)) }
                let isWhole = start == 0 && bytes.count == CheckData.largeCount
                try bench.expect(
                    isWhole || (start == stretch.lowerBound && bytes.count == stretch.count),
                    "\(bytes.count) bytes from \(start) came back for \(stretch)")
                try bench.expect(
                    bytes.elementsEqual(CheckData.large[start..<start + bytes.count]),
                    "other bytes came back for \(stretch)")
            }
        },
        BackendCheck("refuses a part that begins past the end", needs) { bench in
            let image = try await bench.createActive()
            let end = Int64(CheckData.small.count)
            for range in [end..<end + 10, 3..<3] {
                try await bench.expectError(.usage, from: "the range \(range)") {
                    try await bench.download(image.id, range)
                }
            }
        },
        BackendCheck("vouches for no hash of the data but the recorded one", needs) { bench in
            let image = try await bench.createActive()
            let downloading = try bench.backend.require(.downloading)
            for hash in try await downloading.withData(of: image.id, range: nil, { $0.verifiedHashes }) {
                let recorded = hash.algorithm == "md5" ? image.checksum : image.hash?.value
                try bench.expectEqual(hash.value, recorded, "the hash the stream vouches for")
            }
            let ofPart = try await downloading.withData(of: image.id, range: 0..<1) { $0.verifiedHashes }
            try bench.expectEqual(ofPart, [], "the hash that a part of the data vouches for")
        },
        BackendCheck("has no data for an image that is queued", needs) { bench in
            let image = try await bench.create()
            try await bench.expectError(.conflict, from: "reading a queued image") {
                try await bench.download(image.id)
            }
        },
        BackendCheck("has no data for an image that is not there", needs) { bench in
            try await bench.expectError(.notFound, from: "reading an unknown ID") {
                try await bench.download(bench.freshID())
            }
        },
        BackendCheck("ends a transfer when its reader has enough", needs) { bench in
            let image = try await bench.createActive("", CheckData.large)
            let first = try await bench.backend.require(.downloading).withData(of: image.id, range: nil) { data in
                try await data.open().next()?.first
            }
            try bench.expectEqual(first, CheckData.large[0], "the first byte")
            try bench.expectEqual(try await bench.download(image.id).count, CheckData.largeCount, "the size afterwards")
        },
        BackendCheck("passes on what its reader throws", needs) { bench in
            let image = try await bench.createActive("", CheckData.large)
            try await bench.expectError(.local, from: "a reader that breaks") {
                try await bench.backend.require(.downloading).withData(of: image.id, range: nil) { _ in
                    throw CheckData.breakage
                }
            }
        },
        BackendCheck("serves several readers at once", needs) { bench in
            let image = try await bench.createActive("", CheckData.large)
            let sizes = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<4 { group.addTask { try await bench.download(image.id) == CheckData.large } }
                return try await group.reduce(into: [Bool]()) { $0.append($1) }
            }
            try bench.expectEqual(sizes, [true, true, true, true], "what came back")
        },
    ]
}

extension CheckBench {
    func download(_ id: Image.ID, _ range: Range<Int64>? = nil) async throws -> [UInt8] {
        try await backend.require(.downloading).withData(of: id, range: range) { try await CheckData.collect($0) }
    }
}
