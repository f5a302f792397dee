internal import BackendKit

extension BackendCheck {
    private static let needs = [AnyCapability(.storing)]

    static let storing: [BackendCheck] = [
        BackendCheck("makes an image and its data as one change", needs) { bench in
            let image = try await bench.store(ByteStream(CheckData.large))
            try bench.expectEqual(image.status, .active, "the status")
            try bench.expectEqual(image.checksum, CheckData.largeMD5, "the checksum")
            try bench.expectEqual(try await bench.backend.image(image.id), image, "the image")
        },
        BackendCheck("leaves no record when the data breaks", needs) { bench in
            var query = ImageQuery()
            query.name = bench.draft().name
            for stream in [
                CheckData.breaking(after: CheckData.large, says: Int64(CheckData.largeCount) * 2),
                CheckData.lying(says: 10, gives: CheckData.large),
            ] {
                try await bench.expectError(.local, .integrity, from: "data that breaks") {
                    try await bench.store(stream)
                }
                try bench.expectEqual(try await bench.list(query).count, 0, "the number of images")
            }
        },
        BackendCheck("refuses an ID that is taken before it takes the data", needs) { bench in
            let image = try await bench.store(ByteStream(CheckData.small))
            var draft = bench.draft()
            draft.id = image.id
            let counter = ByteCounter()
            try await bench.expectError(.conflict, from: "taking an ID twice") {
                try await bench.backend.require(.storing)
                    .storeImage(draft, data: ByteStream(CheckData.large).metered { counter.add($0) })
            }
            try bench.expectEqual(counter.count, 0, "the number of bytes taken")
            try bench.expectEqual(try await bench.backend.image(image.id), image, "the first image")
        },
    ]
}

extension CheckBench {
    func store(_ data: ByteStream) async throws -> Image {
        let image = try await backend.require(.storing).storeImage(draft(), data: data)
        remember(image.id)
        return image
    }
}
