import BackendKit
import Foundation
import GRDB
import TestSupport
import Testing

@testable import LocalBackend

struct `a catalogue` {
    // https://www.sqlite.org/fileformat2.html#the_database_header
    @Test func `of another program is not touched, nor one of a newer imgsh`() async throws {
        for (offset, bytes, words) in [
            (68, [1, 2, 3, 4], "is not the catalogue of an image store"), (60, [0, 0, 0, 99], "by a newer imgsh"),
        ] as [(Int, [UInt8], String)] {
            let store = try await FilledStore(count: 1)
            try await store.patch(offset, bytes)
            let before = try store.directory.read("store/catalogue.db")
            let again = store.again
            let looking = await expectText(.local) { try await again.image(store.images[0].id) }
            #expect(looking.contains(words), "\(looking)")
            await expectText(.local) { try await again.createImage(ImageDraft(name: "x")) }
            #expect(try store.directory.read("store/catalogue.db") == before)
        }
    }

    @Test func `that another process is writing is waited for, and left as it is`() async throws {
        let store = try await FilledStore(count: 1)
        await store.backend.close()
        // The locks of a commit (https://www.sqlite.org/lockingv3.html).
        let descriptor = store.lock(from: 0x4000_0000, 512)
        let again = store.again
        let message = await expectText(.conflict) { try await again.image(store.images[0].id) }
        #expect(message.hasPrefix("another imgsh is using '\(store.catalogue)'; nothing was changed"))
        close(descriptor)
        #expect(try await again.image(store.images[0].id) == store.images[0])
    }

    @Test func `that another process is about to write is looked at all the same`() async throws {
        let store = try await FilledStore(count: 1)
        await store.backend.close()
        // The lock that says so (https://www.sqlite.org/lockingv3.html).
        let descriptor = store.lock(from: 0x4000_0001, 1)
        let again = store.again
        #expect(try await again.image(store.images[0].id) == store.images[0])
        await again.close()
        close(descriptor)
    }

    @Test func `on a full disk changes nothing, and says so`() async throws {
        let store = try await FilledStore(count: 1)
        await store.backend.close()
        let catalogue = try Catalogue(store.catalogue, writes: true)
        // No more pages than there are.
        try await catalogue.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 1") }
        let value = String(repeating: "x", count: 100_000)
        let message = await expectText(.local) {
            try await catalogue.write { try Catalogue.setProperty("long", value, of: 1, in: $0) }
        }
        #expect(message.contains("no space left on device; nothing was changed"), "\(message)")
        try catalogue.close()
        #expect(try await store.again.image(store.images[0].id) == store.images[0])
    }

    @Test func `that cannot be opened or used says why`() async throws {
        let store = try await FilledStore(count: 1)
        await store.backend.close()
        let catalogue = try Catalogue(store.catalogue, writes: true)
        let refused = await expectText(.local) {
            try await catalogue.write { try $0.execute(sql: "UPDATE image SET status = NULL") }
        }
        #expect(refused.contains("cannot be used: ") && refused.contains("image.status"), "\(refused)")
        try catalogue.close()
        try FileManager.default.removeItem(atPath: store.catalogue)
        try FileManager.default.createDirectory(atPath: store.catalogue, withIntermediateDirectories: false)
        let message = await expectText(.local) { try await store.again.image(store.images[0].id) }
        #expect(message.contains("permission denied, or the file system is read-only"), "\(message)")
        #expect(throws: ImageError.self) { try Catalogue(store.catalogue, writes: true) }
    }

    @Test func `that is lost is a problem where there is data, and none where there is none`() async throws {
        let store = try await FilledStore(count: 1)
        await store.backend.close()
        try FileManager.default.removeItem(atPath: store.catalogue)
        let report = try await store.again.checkStore(StoreCheckOptions())
        #expect(report.findings.map(\.kind) == [.problem])
        #expect(report.findings.first?.text.hasPrefix("there is image data, but the catalogue ") == true)
        #expect(!report.isClean)
        try FileManager.default.removeItem(atPath: store.directory("store/content"))
        #expect(try await store.again.checkStore(StoreCheckOptions()).isClean)
    }

    @Test func `with a property of no image is damaged, and repair leaves it out`() async throws {
        let store = try await FilledStore(count: 2)
        try await store.execute("INSERT INTO property VALUES (4711, 'a', 'b')")
        let report = try await store.check()
        #expect(report.findings.map(\.text) == ["the catalogue has a property or tag without an image"])
        #expect(try await store.repair().isClean)
        #expect(try await store.check(readData: true).findings.isEmpty)
        #expect(try await store.backend.images(matching: ImageQuery()).collect().count == 2)
    }

    @Test func `whose rows have no keys any more is saved by its data`() async throws {
        let store = try await FilledStore(count: 2)
        // The key was the row's number; as a column of its own it holds nothing.
        try await store.patch("key INTEGER PRIMARY KEY AUTOINCREMENT,", "key INT,")
        let looking = await expectText(.local) { try await store.again.image(store.images[0].id) }
        #expect(looking.hasSuffix("is damaged; the image data was not touched; try: store check --repair"))
        #expect(try await store.repair().isClean)
        #expect(try await store.check(readData: true).findings.isEmpty)
        for image in store.images {
            let saved = try await store.backend.image(image.id)
            #expect(saved.hash == image.hash && saved.name == "recovered-\(image.id)")
        }
    }

    @Test func `with a record that makes no sense is saved without that`() async throws {
        let store = try await FilledStore(count: 2)
        try await store.patch("status TEXT NOT NULL,", "status TEXT,")
        try await store.execute("UPDATE image SET status = NULL WHERE key = 1")
        try await store.patch("status TEXT,         ", "status TEXT NOT NULL,")
        #expect(try await store.repair().isClean)
        #expect(try await store.check(readData: true).findings.isEmpty)
        #expect(try await store.backend.image(store.images[0].id).name == "recovered-\(store.images[0].id)")
        #expect(try await store.backend.image(store.images[1].id) == store.images[1])
    }
}
