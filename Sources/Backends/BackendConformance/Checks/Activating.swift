internal import BackendKit

extension BackendCheck {
    private static let needs = [
        AnyCapability(.creating), AnyCapability(.uploading), AnyCapability(.activating),
    ]

    static let activating: [BackendCheck] = [
        BackendCheck("withdraws an image and gives it back, however often", needs) { bench in
            let image = try await bench.createActive()
            let activating = try bench.backend.require(.activating)
            for _ in 0..<2 {
                try await activating.deactivateImage(image.id)
                try bench.expectEqual(try await bench.backend.image(image.id).status, .deactivated, "the status")
            }
            for _ in 0..<2 {
                try await activating.reactivateImage(image.id)
                try bench.expectEqual(try await bench.backend.image(image.id).status, .active, "the status")
            }
        },
        BackendCheck(
            "does not give the data of a deactivated image to all and sundry", needs + [AnyCapability(.downloading)]
        ) { bench in
            let image = try await bench.createActive()
            try await bench.backend.require(.activating).deactivateImage(image.id)
            do {
                // Administrators of a service may read it all the same.
                try bench.expect(try await bench.download(image.id) == CheckData.small, "other bytes came back")
            } catch let error as ImageError {
                try bench.expectEqual(error.code, .forbidden, "the error")
            }
            try await bench.backend.require(.activating).reactivateImage(image.id)
            try bench.expect(try await bench.download(image.id) == CheckData.small, "other bytes came back later")
        },
        BackendCheck("does not withdraw an image without data", needs) { bench in
            let image = try await bench.create()
            try await bench.expectError(.conflict, from: "deactivating a queued image") {
                try await bench.backend.require(.activating).deactivateImage(image.id)
            }
            try await bench.expectError(.conflict, from: "reactivating a queued image") {
                try await bench.backend.require(.activating).reactivateImage(image.id)
            }
        },
        BackendCheck("does not withdraw an image that is not there", needs) { bench in
            try await bench.expectError(.notFound, from: "deactivating an unknown ID") {
                try await bench.backend.require(.activating).deactivateImage(bench.freshID())
            }
        },
    ]
}
