import BackendKit
import GlanceBackend
import TestSupport
import Testing

extension `on a real Glance` {
    struct `names and lists of a real Glance` {
        @Test func `finds every name the service takes, and only that one`() async throws {
            let mark = "live-\(UInt64.random(in: .min ... .max))-"
            let names = [
                "ubuntu:24.04", "in:a,b", "eq:x", "\u{e9}", "e\u{301}", "\u{c9}", "a", "A", " a", "a ", "",
                "x\u{1b}[31m",
                "a\nb", "a\tb", "../../etc/passwd", "-rf", "null", "\u{202e}abc", "a&b=c#d%20", "\"q\"", "a\\b", "中文",
                String(repeating: "é", count: 255 - mark.count),
            ].map { mark + $0 }
            try await Lab.with("lab-user") { backend in
                var made: [Image] = []
                for name in names { made.append(try await backend.createImage(Lab.draft(name))) }
                for (image, name) in zip(made, names) {
                    #expect(image.name?.hasSameBytes(as: name) == true)
                    var query = ImageQuery()
                    query.name = name
                    query.hidden = .both
                    let found = try await backend.images(matching: query).collect()
                    #expect(found.map(\.id) == [image.id], "\(name.debugDescription)")
                }
                for image in made { try await backend.deleteImage(image.id) }
            }
        }

        @Test func `does not fail for a name its database cannot compare`() async throws {
            try await Lab.with("lab-user") { backend in
                var query = ImageQuery()
                query.name = "rocket 🚀"
                let found = try await backend.images(matching: query).collect()
                #expect(found.isEmpty)
                await expectError(.usage) { try await backend.createImage(Lab.draft("rocket 🚀")) }
                await expectError(.usage) {
                    try await backend.createImage(Lab.draft(String(repeating: "n", count: 256)))
                }
            }
        }

        /// The lab's seed makes images named `seed-000000` and so on, with the tag `seed`.
        @Test func `lists all of many images, each once, in order`() async throws {
            try await Lab.with("lab-user") { backend in
                var query = ImageQuery()
                query.tags = ["seed"]
                query.sort = [SortKey(.name, .ascending)]
                var pages = 0
                var names: [String] = []
                for try await page in backend.images(matching: query) {
                    pages += 1
                    names += page.compactMap(\.name)
                }
                try #require(names.count >= 1500, "seed 1500 images first")
                #expect(pages == (names.count + 999) / 1000)
                let numbers = 0..<names.count
                let wanted: [String] = numbers.map { number in "seed-" + String(1_000_000 + number).dropFirst() }
                #expect(names == wanted)
                // A page size that does not divide the number, and several filters, one of which the links lose.
                query.tags = ["seed", "t3"]
                query.pageSize = 37
                let third = try await backend.images(matching: query).collect().compactMap(\.name)
                #expect(third == names.filter { $0.hasSuffix("3") })
                query.properties = ["os_distro": "rocky"]
                let rocky = try await backend.images(matching: query).collect().compactMap(\.name)
                #expect(rocky == third.filter { (Int($0.dropFirst(5)) ?? 0) % 4 == 3 })
                // From a marker in the middle, and no more than asked for.
                query = ImageQuery()
                query.tags = ["seed"]
                query.sort = [SortKey(.name, .descending)]
                query.limit = 1100
                query.pageSize = 500
                let marker = try await backend.images(matching: named(names[1400])).collect()[0].id
                query.marker = marker
                #expect(
                    try await backend.images(matching: query).collect().compactMap(\.name)
                        == names[300..<1400].reversed())
            }
        }

        private func named(_ name: String) -> ImageQuery {
            var query = ImageQuery()
            query.name = name
            return query
        }

        @Test func `merges hidden images into the order, from any marker`() async throws {
            try await Lab.with("lab-user") { backend in
                let mark = "live-\(UInt64.random(in: .min ... .max))"
                var made: [Image] = []
                for number in 0..<7 {
                    var draft = Lab.draft("\(mark)-\(number)")
                    draft.tags = [mark]
                    draft.isHidden = number % 2 == 1
                    made.append(try await backend.createImage(draft))
                }
                var query = ImageQuery()
                query.tags = [mark]
                query.hidden = .both
                query.sort = [SortKey(.name, .ascending)]
                query.pageSize = 2
                #expect(try await backend.images(matching: query).collect().map(\.id) == made.map(\.id))
                query.marker = made[3].id
                #expect(try await backend.images(matching: query).collect().map(\.id) == made[4...].map(\.id))
                query.limit = 2
                #expect(try await backend.images(matching: query).collect().map(\.id) == made[4...5].map(\.id))
                // An image that goes while it is the marker of a page.
                query.limit = nil
                query.marker = nil
                query.hidden = .shown
                var seen: [Image.ID] = []
                for try await page in backend.images(matching: query) {
                    if seen.isEmpty { try await backend.deleteImage(page[1].id) }
                    seen += page.map(\.id)
                }
                #expect(seen == [0, 2, 4, 6].map { made[$0].id })
                for image in made where image.id != made[2].id { try await backend.deleteImage(image.id) }
            }
        }

        @Test func `shows a community image only to who asks for it`() async throws {
            try await Lab.with("lab-user") { owner in
                var draft = Lab.draft("live-community-\(UInt64.random(in: .min ... .max))")
                draft.visibility = .community
                try await owner.withImage(draft) { image in
                    try await Lab.with("lab-other") { other in
                        var query = named(draft.name ?? "")
                        let unasked = try await other.images(matching: query).collect()
                        #expect(unasked.isEmpty)
                        for visibility in [Visibility.community, Visibility(rawValue: "all")] {
                            query.visibility = visibility
                            let found = try await other.images(matching: query).collect()
                            #expect(found.map(\.id) == [image.id])
                        }
                        await expectError(.forbidden) { try await other.deleteImage(image.id) }
                    }
                }
            }
        }
    }
}
