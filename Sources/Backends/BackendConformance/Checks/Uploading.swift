internal import BackendKit

extension BackendCheck {
    private static let needs = [AnyCapability(.creating), AnyCapability(.uploading)]

    static let uploading: [BackendCheck] = [
        BackendCheck("makes an image active with the size and hashes of its data", needs) { bench in
            let image = try await bench.create()
            let uploaded = try await bench.upload(ByteStream(CheckData.large), to: image.id)
            for image in [uploaded, try await bench.backend.image(image.id)] {
                try bench.expectEqual(image.status, .active, "the status")
                try bench.expectEqual(image.size, Int64(CheckData.largeCount), "the size")
                try bench.expectEqual(image.checksum, CheckData.largeMD5, "the checksum")
                if image.hash?.algorithm == "sha512" {
                    try bench.expectEqual(image.hash?.value, CheckData.largeSHA512, "the hash")
                }
                try bench.expect(image.hash != nil, "there is no hash")
            }
        },
        BackendCheck("takes data whose length nobody knows", needs) { bench in
            let image = try await bench.create()
            let uploaded = try await bench.upload(CheckData.pipe(CheckData.large), to: image.id)
            try bench.expectEqual(uploaded.status, .active, "the status")
            try bench.expectEqual(uploaded.size, Int64(CheckData.largeCount), "the size")
            try bench.expectEqual(uploaded.checksum, CheckData.largeMD5, "the checksum")
        },
        BackendCheck("refuses data for an image that has some", needs) { bench in
            let image = try await bench.createActive()
            try await bench.expectError(.conflict, from: "a second upload") {
                try await bench.upload(ByteStream(CheckData.large), to: image.id)
            }
            try bench.expectEqual(
                try await bench.backend.image(image.id).size, Int64(CheckData.small.count), "the size")
        },
        BackendCheck("refuses data for an image that is not there", needs) { bench in
            try await bench.expectError(.notFound, from: "uploading to an unknown ID") {
                try await bench.upload(ByteStream(CheckData.small), to: bench.freshID())
            }
        },
        BackendCheck("refuses data for an image without formats", needs) { bench in
            var draft = bench.draft()
            draft.diskFormat = nil
            draft.containerFormat = nil
            let image = try await bench.create(draft)
            try await bench.expectError(.usage, from: "uploading without formats") {
                try await bench.upload(ByteStream(CheckData.small), to: image.id)
            }
            try await bench.expectUntouched(image)
        },
        BackendCheck("refuses data that is shorter or longer than it said", needs) { bench in
            let image = try await bench.create()
            for said in [Int64(CheckData.largeCount) + 1000, Int64(CheckData.largeCount) - 1000] {
                try await bench.expectError(.integrity, from: "data of another length") {
                    try await bench.upload(CheckData.lying(says: said, gives: CheckData.large), to: image.id)
                }
                try await bench.expectUntouched(image)
            }
        },
        BackendCheck("passes on what breaks a source, and forgets its bytes", needs) { bench in
            let image = try await bench.create()
            try await bench.expectError(.local, from: "a source that breaks") {
                try await bench.upload(
                    CheckData.breaking(after: CheckData.large, says: Int64(CheckData.largeCount) * 2), to: image.id)
            }
            try await bench.expectUntouched(image)
            let uploaded = try await bench.upload(ByteStream(CheckData.small), to: image.id)
            try bench.expectEqual(uploaded.size, Int64(CheckData.small.count), "the size after a second try")
        },
        BackendCheck("tells whoever counts about every byte", needs) { bench in
            let image = try await bench.create()
            let counter = ByteCounter()
            _ = try await bench.upload(ByteStream(CheckData.large).metered { counter.add($0) }, to: image.id)
            try bench.expectEqual(counter.count, CheckData.largeCount, "the count")
        },
        BackendCheck("gives one of two uploads at once the image", needs) { bench in
            let image = try await bench.create()
            async let one = Result.catching { try await bench.upload(ByteStream(CheckData.large), to: image.id) }
            async let two = Result.catching { try await bench.upload(ByteStream(CheckData.large), to: image.id) }
            let results = await [one, two]
            try bench.expectEqual(results.count { (try? $0.get()) != nil }, 1, "the number of uploads that succeeded")
            let found = try await bench.backend.image(image.id)
            try bench.expectEqual(found.status, .active, "the status")
            try bench.expectEqual(found.checksum, CheckData.largeMD5, "the checksum")
        },
        BackendCheck("leaves a record queued when an upload is cancelled", needs) { bench in
            let image = try await bench.create()
            let gate = CancellingReader.Gate()
            let task = Task {
                try await bench.upload(CancellingReader.stream(gate, after: CheckData.large), to: image.id)
            }
            await gate.wait()
            task.cancel()
            let result = await task.result
            try bench.expect((try? result.get()) == nil, "the upload succeeded although it was cancelled")
            try await bench.expectUntouched(image)
        },
    ]
}

extension CheckBench {
    func upload(_ data: ByteStream, to id: Image.ID) async throws -> Image {
        try await backend.require(.uploading).upload(data, to: id)
    }

    /// The image is still, or again, a record without data. A service may need a moment to notice a broken transfer.
    func expectUntouched(_ image: Image) async throws {
        var found = try await backend.image(image.id)
        for _ in 0..<100 where found.status == .saving {
            try await Task.sleep(for: .milliseconds(50))
            found = try await backend.image(image.id)
        }
        try expectEqual(found.status, .queued, "the status")
        try expectEqual(found.size, nil, "the size")
        try expectEqual(found.checksum, nil, "the checksum")
        try expectEqual(found.hash, nil, "the hash")
    }
}

extension Result where Failure == any Error {
    static func catching(_ body: () async throws -> Success) async -> Result {
        do { return .success(try await body()) } catch { return .failure(error) }
    }
}
