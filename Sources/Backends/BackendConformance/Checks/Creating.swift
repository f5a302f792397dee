internal import BackendKit

extension BackendCheck {
    private static let needs = [AnyCapability(.creating)]

    static let creating: [BackendCheck] = [
        BackendCheck("makes a record that is queued and has no data", needs) { bench in
            let image = try await bench.create()
            try bench.expectEqual(image.status, .queued, "the status")
            try bench.expectEqual(image.size, nil, "the size")
            try bench.expectEqual(image.hash, nil, "the hash")
            try bench.expectEqual(image.checksum, nil, "the checksum")
        },
        BackendCheck("records everything a draft says", needs) { bench in
            var draft = bench.draft("full")
            draft.visibility = .private
            draft.diskFormat = .qcow2
            draft.minDisk = 7
            draft.minRAM = 512
            draft.tags = ["two", "one", "two"]
            draft.properties = ["os_distro": "debian", "empty": "", "q": "a 'b' \"c\" = d"]
            let image = try await bench.create(draft)
            let found = try await bench.backend.image(image.id)
            for image in [image, found] {
                try bench.expectEqual(image.id, draft.id, "the ID")
                try bench.expectEqual(image.name, draft.name, "the name")
                try bench.expectEqual(image.visibility, .private, "the visibility")
                try bench.expectEqual(image.diskFormat, .qcow2, "the disk format")
                try bench.expectEqual(image.containerFormat, .bare, "the container format")
                try bench.expectEqual(image.minDisk, 7, "min_disk")
                try bench.expectEqual(image.minRAM, 512, "min_ram")
                try bench.expectEqual(image.tags, ["one", "two"], "the tags")
                for property in draft.properties {
                    try bench.expectEqual(image.properties[property.name], property.value, "'\(property.name)'")
                }
                try bench.expectEqual(image.isProtected, false, "protected")
                try bench.expectEqual(image.isHidden, false, "hidden")
            }
        },
        BackendCheck("gives a record the times of its making", needs) { bench in
            let image = try await bench.create()
            let created = try bench.seconds(image.createdAt, "created_at")
            let updated = try bench.seconds(image.updatedAt, "updated_at")
            try bench.expect(updated >= created, "updated_at is before created_at")
        },
        BackendCheck("shares a record by default, and with nobody", needs) { bench in
            try bench.expectEqual(try await bench.create().visibility, .shared, "the visibility")
        },
        BackendCheck("chooses an ID when the draft has none", needs) { bench in
            var draft = bench.draft()
            draft.id = nil
            let image = try await bench.create(draft)
            try bench.expectEqual(image.id.rawValue.utf8.count, 36, "the length of the ID")
            try bench.expectEqual(try await bench.backend.image(image.id).id, image.id, "the ID")
        },
        BackendCheck("refuses an ID that is taken, and one that ever was", needs) { bench in
            let image = try await bench.create()
            var draft = bench.draft("second")
            draft.id = image.id
            try await bench.expectError(.conflict, from: "taking an ID twice") { try await bench.create(draft) }
            try bench.expectEqual(try await bench.backend.image(image.id).name, image.name, "the first image's name")
            try await bench.backend.deleteImage(image.id)
            try await bench.expectError(.conflict, from: "taking the ID of a deleted image") {
                try await bench.create(draft)
            }
        },
        BackendCheck("refuses an ID that is no UUID", needs) { bench in
            var draft = bench.draft()
            draft.id = Image.ID("not-a-uuid")
            try await bench.expectError(.usage, from: "an ID that is no UUID") { try await bench.create(draft) }
        },
        BackendCheck("refuses a name of more than 255 characters", needs) { bench in
            let name = bench.mark + String(repeating: "n", count: 256 - bench.mark.count)
            var draft = bench.draft()
            draft.name = name
            try await bench.expectError(.usage, from: "a name of 256 characters") { try await bench.create(draft) }
            draft.name = String(name.dropLast())
            try bench.expectEqual(try await bench.create(draft).name, draft.name, "the longest name")
        },
        BackendCheck("refuses more than 128 tags or properties", needs) { bench in
            var draft = bench.draft("tags")
            draft.tags = (0...128).map { "tag\($0)" }
            try await bench.expectError(.usage, .conflict, from: "129 tags") { try await bench.create(draft) }
            draft = bench.draft("properties")
            for number in 0...128 { draft.properties["p\(number)"] = "x" }
            try await bench.expectError(.usage, .conflict, from: "129 properties") { try await bench.create(draft) }
        },
        BackendCheck("refuses a field of every image as a property", needs) { bench in
            var draft = bench.draft()
            draft.properties["status"] = "active"
            try await bench.expectError(.usage, .forbidden, from: "a property 'status'") {
                try await bench.create(draft)
            }
        },
        BackendCheck("makes many records at once", needs) { bench in
            let names = try await withThrowingTaskGroup(of: String?.self) { group in
                for number in 0..<12 { group.addTask { try await bench.create("n\(number)").name } }
                return try await group.reduce(into: [String?]()) { $0.append($1) }
            }
            try bench.expectEqual(Set(names).count, 12, "the number of names")
        },
    ]
}

extension CheckBench {
    func seconds(_ time: Timestamp?, _ what: String) throws(CheckFailure) -> Int64 {
        guard let seconds = time?.secondsSince1970 else {
            throw CheckFailure(description: "\(what) is no time: \(time?.text ?? "nothing")")
        }
        return seconds
    }
}
