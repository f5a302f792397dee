internal import BackendKit

extension BackendCheck {
    private static let needs = [AnyCapability(.creating)]

    static let listing: [BackendCheck] = [
        BackendCheck("finds images by exactly their name", beginsWith: .records) { bench in
            let names = ["a", "A", "a:b", "a b", "caf\u{e9}", "cafe\u{301}", "a,b", "\"a\"", "a%2Fb", "a/b", "a\\b"]
            for name in names { _ = try await bench.create(name) }
            for name in names {
                var query = ImageQuery()
                query.name = bench.mark + "-" + name
                let found = try await bench.list(query)
                try bench.expectEqual(found.count, 1, "the number of images named '\(name)'")
                try bench.expect(
                    found[0].name?.hasSameBytes(as: bench.mark + "-" + name) == true, "another name was found: \(name)")
            }
        },
        BackendCheck("lists all images of one name", beginsWith: .records) { bench in
            let made = [try await bench.create("twin"), try await bench.create("twin")]
            var query = ImageQuery()
            query.name = made[0].name
            let found = try await bench.list(query)
            try bench.expectEqual(Set(found.map(\.id)), Set(made.map(\.id)), "the IDs")
        },
        BackendCheck("filters by visibility and tags", needs) { bench in
            var draft = bench.draft("one")
            draft.visibility = .private
            draft.tags = ["red", bench.mark]
            let one = try await bench.create(draft)
            draft = bench.draft("two")
            draft.tags = [bench.mark]
            let two = try await bench.create(draft)
            try await bench.expectList([one, two]) { $0.tags = [bench.mark] }
            try await bench.expectList([one]) { $0.tags = [bench.mark, "red"] }
            try await bench.expectList([one]) {
                $0.tags = [bench.mark]
                $0.visibility = .private
            }
        },
        BackendCheck("filters by properties", beginsWith: .records) { bench in
            // Nova takes the last two for a server and a type.
            for (name, value) in [
                ("check_colour", bench.mark), ("property-p", bench.mark), ("os_type", bench.mark),
                ("instance_uuid", bench.freshID().rawValue), ("image_type", bench.mark),
            ] {
                var draft = bench.draft(name)
                draft.properties = Properties(dictionaryLiteral: (name, value))
                let image = try await bench.create(draft)
                draft = bench.draft(name)
                draft.properties = Properties(dictionaryLiteral: (name, value + "x"))
                _ = try await bench.create(draft)
                try await bench.expectList([image]) { $0.properties[name] = value }
                try await bench.expectList([]) {
                    $0.properties = Properties(dictionaryLiteral: (name, value), ("b", "x"))
                }
            }
        },
        BackendCheck("filters by status", beginsWith: .withData) { bench in
            let active = try await bench.createActive("status")
            let empty = try await bench.create("status")
            try await bench.expectList([active]) {
                $0.name = active.name
                $0.status = .active
            }
            let told = try await bench.backend.image(empty.id).status
            try await bench.expectList([empty]) {
                $0.name = active.name
                $0.status = told
            }
        },
        BackendCheck("filters by what a server needs, and by the time of a change", beginsWith: .records) { bench in
            var draft = bench.draft("needs")
            draft.minDisk = 5
            draft.minRAM = 64
            let image = try await bench.create(draft)
            let changed = try await bench.backend.image(image.id).updatedAt
            let needs: [(disk: Int64?, memory: Int64?, finds: Bool)] = [
                (5, 64, true), (4, nil, true), (nil, 63, true), (6, nil, false), (5, 65, false),
            ]
            for (disk, memory, finds) in needs {
                try await bench.expectList(finds ? [image] : []) {
                    $0.name = image.name
                    $0.minDisk = disk
                    $0.minRAM = memory
                }
            }
            for (moment, finds) in [(changed, true), (Timestamp(text: "2100-01-01T00:00:00Z"), false)] {
                try await bench.expectList(finds ? [image] : []) {
                    $0.name = image.name
                    $0.changedSince = moment
                }
            }
        },
        BackendCheck("leaves hidden images out unless they are asked for", needs) { bench in
            var draft = bench.draft("hidden")
            draft.isHidden = true
            draft.tags = [bench.mark]
            let hidden = try await bench.create(draft)
            draft = bench.draft("shown")
            draft.tags = [bench.mark]
            let shown = try await bench.create(draft)
            for (filter, wanted) in [
                (ImageQuery.HiddenFilter.shown, [shown]), (.hidden, [hidden]), (.both, [hidden, shown]),
            ] {
                try await bench.expectList(wanted) {
                    $0.tags = [bench.mark]
                    $0.hidden = filter
                }
            }
        },
        BackendCheck("finds images by the beginning of their ID", beginsWith: .records) { bench in
            let image = try await bench.create()
            try await bench.expectList([image]) {
                $0.idPrefix = String(image.id.rawValue.prefix(13))
                $0.hidden = .both
            }
        },
        BackendCheck("sorts by name and by time, both ways", beginsWith: .records) { bench in
            for name in ["b", "c", "a"] { _ = try await bench.create(name) }
            for (keys, wanted) in [
                ([SortKey(.name, .ascending)], ["a", "b", "c"]), ([SortKey(.name, .descending)], ["c", "b", "a"]),
            ] {
                var query = ImageQuery()
                query.sort = keys
                let names = try await bench.mine(query).compactMap { $0.name?.dropFirst(bench.mark.count + 1) }
                try bench.expectEqual(names.map(String.init), wanted, "the order")
            }
            for direction in SortKey.Direction.allCases {
                var query = ImageQuery()
                query.sort = [SortKey(.createdAt, direction)]
                let times = try await bench.list(query).compactMap { $0.createdAt?.secondsSince1970 }
                let sorted = direction == .ascending ? times.sorted(by: <) : times.sorted(by: >)
                try bench.expect(times == sorted, "the times are not \(direction.rawValue)ending")
            }
        },
        BackendCheck("begins after a marker and stops at a limit", beginsWith: .records) { bench in
            var ids: [Image.ID] = []
            for number in 0..<5 {
                var draft = bench.draft("m\(number)")
                draft.properties = ["check_mark": bench.mark]
                ids.append(try await bench.create(draft).id)
            }
            var query = ImageQuery()
            query.properties = ["check_mark": bench.mark]
            query.sort = [SortKey(.name, .ascending)]
            query.marker = ids[1]
            query.limit = 2
            try bench.expectEqual(try await bench.list(query).map(\.id), [ids[2], ids[3]], "the images")
            query.limit = 0
            try bench.expectEqual(try await bench.list(query).count, 0, "the number of images within a limit of 0")
            query.limit = nil
            try bench.expectEqual(try await bench.list(query).map(\.id), Array(ids[2...]), "the rest")
            query.marker = bench.freshID()
            try await bench.expectError(.usage, from: "an unknown marker") { try await bench.list(query) }
        },
        BackendCheck("gives every image once, however small the pages are", beginsWith: .records) { bench in
            var made: Set<Image.ID> = []
            for number in 0..<7 {
                var draft = bench.draft("p\(number)")
                draft.properties = ["check_mark": bench.mark]
                made.insert(try await bench.create(draft).id)
            }
            var query = ImageQuery()
            query.properties = ["check_mark": bench.mark]
            query.pageSize = 2
            let found = try await bench.list(query).map(\.id)
            try bench.expectEqual(found.count, 7, "the number of images")
            try bench.expectEqual(Set(found), made, "the images")
        },
    ]
}

extension CheckBench {
    /// The query must list exactly these images, in any order.
    func expectList(_ wanted: [Image], _ change: (inout ImageQuery) -> Void) async throws {
        var query = ImageQuery()
        change(&query)
        let found = try await list(query)
        try expectEqual(Set(found.map(\.id)), Set(wanted.map(\.id)), "the list")
        try expectEqual(found.count, wanted.count, "the number of images")
    }
}
