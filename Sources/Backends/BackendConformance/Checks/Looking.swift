internal import BackendKit

extension BackendCheck {
    /// What every backend can do, also one that is only looked at.
    static let looking: [BackendCheck] = [
        BackendCheck("says where it points") { bench in
            let info = bench.backend.info
            try bench.expect(!info.kind.isEmpty, "the kind is empty")
            try bench.expect(info.name.hasPrefix(info.kind), "the name '\(info.name)' does not begin with the kind")
            try bench.expect(!info.location.isEmpty, "the location is empty")
        },
        BackendCheck("does not find an image that is not there") { bench in
            try await bench.expectError(.notFound, from: "showing an unknown ID") {
                try await bench.backend.image(bench.freshID())
            }
        },
        BackendCheck("does not delete an image that is not there") { bench in
            try await bench.expectError(.notFound, from: "deleting an unknown ID") {
                try await bench.backend.deleteImage(bench.freshID())
            }
        },
        BackendCheck("lists nothing for a name nobody has") { bench in
            var query = ImageQuery()
            query.name = bench.mark
            query.hidden = .both
            try bench.expectEqual(try await bench.list(query).count, 0, "the number of images")
        },
        BackendCheck("lists the same images again when a list is read twice") { bench in
            var query = ImageQuery()
            query.limit = 5
            let pages = bench.backend.images(matching: query)
            let first = try await pages.collect().map(\.id)
            let second = try await pages.collect().map(\.id)
            try bench.expect(first == second, "the second reading gave other images")
        },
    ]
}
