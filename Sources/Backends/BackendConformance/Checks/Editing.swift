internal import BackendKit

extension BackendCheck {
    private static let needs = [AnyCapability(.creating), AnyCapability(.editing)]

    private static let alone = [AnyCapability(.editing)]

    static let editing: [BackendCheck] = [
        BackendCheck("changes the fields of a record", needs) { bench in
            let image = try await bench.create("before")
            var changes = ImageChanges()
            changes.name = bench.mark + "-after"
            changes.visibility = .community
            changes.isProtected = true
            changes.isHidden = true
            changes.minDisk = 3
            changes.minRAM = 64
            changes.diskFormat = .vmdk
            changes.containerFormat = .ova
            let changed = try await bench.update(image.id, changes)
            for image in [changed, try await bench.backend.image(image.id)] {
                try bench.expectEqual(image.name, changes.name, "the name")
                try bench.expectEqual(image.visibility, .community, "the visibility")
                try bench.expectEqual(image.isProtected, true, "protected")
                try bench.expectEqual(image.isHidden, true, "hidden")
                try bench.expectEqual(image.minDisk, 3, "min_disk")
                try bench.expectEqual(image.minRAM, 64, "min_ram")
                try bench.expectEqual(image.diskFormat, .vmdk, "the disk format")
                try bench.expectEqual(image.containerFormat, .ova, "the container format")
            }
        },
        BackendCheck("leaves alone what a change does not name", needs) { bench in
            var draft = bench.draft()
            draft.tags = ["kept"]
            draft.properties = ["kept": "yes"]
            draft.minDisk = 5
            let image = try await bench.create(draft)
            var changes = ImageChanges()
            changes.minRAM = 9
            let changed = try await bench.update(image.id, changes)
            try bench.expectEqual(changed.tags, ["kept"], "the tags")
            try bench.expectEqual(changed.properties["kept"], "yes", "the property")
            try bench.expectEqual(changed.minDisk, 5, "min_disk")
            try bench.expectEqual(changed.name, draft.name, "the name")
        },
        BackendCheck("sets and removes properties, and leaves the others alone", alone, beginsWith: .records) { bench in
            var draft = bench.draft()
            draft.properties = ["kept": "yes", "old": "1", "both": "1", "last": "1"]
            let image = try await bench.create(draft)
            var changes = ImageChanges()
            changes.setProperties = ["new 1": "2", "both": "2", "empty": ""]
            var changed = try await bench.update(image.id, changes)
            let first: Properties = [
                "kept": "yes", "old": "1", "both": "2", "last": "1", "new 1": "2", "empty": "",
            ]
            try bench.expectEqual(changed.properties, first, "the properties")
            changes = ImageChanges()
            changes.removedProperties = ["last"]
            changed = try await bench.update(image.id, changes)
            try bench.expectEqual(changed.properties["last"], nil, "the property 'last'")
            changes.setProperties = ["both": "3"]
            changes.removedProperties = ["old", "new 1"]
            changed = try await bench.update(image.id, changes)
            for image in [changed, try await bench.backend.image(image.id)] {
                try bench.expectEqual(image.properties, ["kept": "yes", "both": "3", "empty": ""], "the properties")
                try bench.expectEqual(image.name, draft.name, "the name")
            }
        },
        BackendCheck("changes nothing when a property to remove is not there", alone, beginsWith: .records) { bench in
            var draft = bench.draft()
            draft.properties = ["kept": "yes"]
            let image = try await bench.create(draft)
            for removed in [["never"], ["kept", "never"]] {
                var changes = ImageChanges()
                changes.setProperties = ["new": "1"]
                changes.removedProperties = removed
                try await bench.expectError(.notFound, from: "removing a property that is not there") {
                    try await bench.update(image.id, changes)
                }
            }
            try bench.expectEqual(
                try await bench.backend.image(image.id).properties, ["kept": "yes"], "the properties")
        },
        BackendCheck("adds and removes tags and properties", needs) { bench in
            var draft = bench.draft()
            draft.tags = ["old", "both"]
            draft.properties = ["old": "1", "both": "1"]
            let image = try await bench.create(draft)
            var changes = ImageChanges()
            changes.addedTags = ["new", "both"]
            changes.removedTags = ["old"]
            changes.setProperties = ["new": "2", "both": "2"]
            changes.removedProperties = ["old"]
            let changed = try await bench.update(image.id, changes)
            try bench.expectEqual(changed.tags, ["both", "new"], "the tags")
            try bench.expectEqual(changed.properties["both"], "2", "the property 'both'")
            try bench.expectEqual(changed.properties["new"], "2", "the property 'new'")
            try bench.expectEqual(changed.properties["old"], nil, "the property 'old'")
        },
        BackendCheck("keeps odd names of properties and tags as they are", needs) { bench in
            // None that differs from another one by case or accent only: the database of a service may take such for one.
            let names = ["a/b", "a~b", "a b", "a~1b", "caf\u{e9}", "B", "100%", "x:y", "日本"]
            let image = try await bench.create()
            var changes = ImageChanges()
            for name in names { changes.setProperties[name] = "value of \(name)" }
            changes.addedTags = names
            _ = try await bench.update(image.id, changes)
            let found = try await bench.backend.image(image.id)
            for name in names {
                try bench.expectEqual(found.properties[name], "value of \(name)", "the property '\(name)'")
            }
            try bench.expectEqual(found.tags.count, names.count, "the number of tags")
        },
        BackendCheck("changes nothing when a tag or property to remove is not there", needs) { bench in
            var draft = bench.draft()
            draft.tags = ["kept"]
            let image = try await bench.create(draft)
            var changes = ImageChanges()
            changes.minDisk = 9
            changes.removedTags = ["never"]
            try await bench.expectError(.notFound, from: "removing a tag that is not there") {
                try await bench.update(image.id, changes)
            }
            changes.removedTags = []
            changes.removedProperties = ["never"]
            try await bench.expectError(.notFound, from: "removing a property that is not there") {
                try await bench.update(image.id, changes)
            }
            let found = try await bench.backend.image(image.id)
            try bench.expectEqual(found.minDisk, 0, "min_disk")
            try bench.expectEqual(found.tags, ["kept"], "the tags")
        },
        BackendCheck("refuses to change an image that is not there", alone) { bench in
            var changes = ImageChanges()
            changes.setProperties = ["new": "1"]
            try await bench.expectError(.notFound, from: "changing an unknown ID") {
                try await bench.update(bench.freshID(), changes)
            }
        },
        BackendCheck("does not change the formats of an image that has data", needs + [AnyCapability(.uploading)]) {
            bench in
            let image = try await bench.createActive()
            var changes = ImageChanges()
            changes.diskFormat = .iso
            try await bench.expectError(.conflict, from: "changing the disk format of an active image") {
                try await bench.update(image.id, changes)
            }
            try bench.expectEqual(try await bench.backend.image(image.id).diskFormat, .raw, "the disk format")
        },
        BackendCheck("refuses a negative minimum", needs) { bench in
            let image = try await bench.create()
            var changes = ImageChanges()
            changes.minDisk = -1
            try await bench.expectError(.usage, from: "a negative min_disk") {
                try await bench.update(image.id, changes)
            }
        },
    ]
}

extension CheckBench {
    func update(_ id: Image.ID, _ changes: ImageChanges) async throws -> Image {
        try await backend.require(.editing).updateImage(id, changes)
    }
}
