internal import BackendKit

extension BackendCheck {
    static let deleting: [BackendCheck] = [
        BackendCheck("deletes a record for good", beginsWith: .records) { bench in
            let image = try await bench.create()
            try await bench.backend.deleteImage(image.id)
            try await bench.expectError(.notFound, from: "showing a deleted image") {
                try await bench.backend.image(image.id)
            }
            try await bench.expectError(.notFound, from: "deleting it again") {
                try await bench.backend.deleteImage(image.id)
            }
            try await bench.expectList([]) {
                $0.name = image.name
                $0.hidden = .both
            }
        },
        BackendCheck("deletes the data with the record", beginsWith: .withData) { bench in
            let image = try await bench.createActive()
            try await bench.backend.deleteImage(image.id)
            guard let downloading = bench.backend.facet(.downloading) else { return }
            try await bench.expectError(.notFound, from: "reading a deleted image") {
                try await downloading.withData(of: image.id, range: nil) { try await CheckData.collect($0) }
            }
        },
        BackendCheck("does not delete a protected image", [AnyCapability(.creating), AnyCapability(.editing)]) {
            bench in
            var draft = bench.draft()
            draft.isProtected = true
            let image = try await bench.create(draft)
            try await bench.expectError(.conflict, from: "deleting a protected image") {
                try await bench.backend.deleteImage(image.id)
            }
            try bench.expectEqual(try await bench.backend.image(image.id).isProtected, true, "protected")
        },
    ]
}
