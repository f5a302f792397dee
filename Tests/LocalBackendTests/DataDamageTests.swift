import BackendKit
import Foundation
import GRDB
import TestSupport
import Testing

@testable import LocalBackend

struct `data in the local store` {
    @Test func `that is missing is told when it is read`() async throws {
        let store = try await FilledStore(count: 1)
        try FileManager.default.removeItem(atPath: store.data(store.images[0]))
        let message = await expectText(.integrity) {
            try await store.backend.withData(of: store.images[0].id, range: nil) { _ in }
        }
        #expect(message.contains("is missing from the store; try: store check --repair"), "\(message)")
    }

    @Test func `that is too short, or no file, is told to be damaged, whichever part of it is read`() async throws {
        let store = try await FilledStore(count: 2)
        try store.overwrite(store.data(store.images[0]), with: "short")
        try FileManager.default.removeItem(atPath: store.data(store.images[1]))
        try FileManager.default.createDirectory(
            atPath: store.data(store.images[1]), withIntermediateDirectories: false)
        for (image, words) in zip(store.images, ["has 5 bytes instead of 15", "is a directory"]) {
            let whole = await expectText(.integrity) {
                try await store.backend.withData(of: image.id, range: nil) { _ in }
            }
            let rest = await expectText(.integrity) {
                try await store.backend.withRemainingData(of: image, from: 2, to: nil, preferring: []) { _ in }
            }
            for message in [whole, rest] {
                #expect(message == "the stored data of '\(image.label)' is damaged: it \(words); try: store check")
            }
        }
    }

    @Test func `that is a link or has another length is found, and set aside`() async throws {
        let store = try await FilledStore(count: 2)
        try FileManager.default.removeItem(atPath: store.data(store.images[0]))
        try FileManager.default.createSymbolicLink(
            atPath: store.data(store.images[0]), withDestinationPath: "/etc/passwd")
        try store.overwrite(store.data(store.images[1]), with: "short")
        try store.directory.write("store/tmp/6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77.1", "x")
        let texts = try await store.check().findings.map(\.text)
        #expect(texts.contains("its data is a symbolic link"), "\(texts)")
        #expect(texts.contains("its data has 5 bytes instead of 15"), "\(texts)")
        #expect(texts.contains("1 unfinished file in 'tmp'"), "\(texts)")
        #expect(try await store.repair().isClean)
        for image in store.images { #expect(try await store.backend.image(image.id).status == .damaged) }
    }

    @Test func `of an image that was deleted is removed by a repair, and its ID stays taken`() async throws {
        let store = try await FilledStore(count: 1)
        let (image, path) = (store.images[0], store.data(store.images[0]))
        try await store.backend.deleteImage(image.id)
        try Data("data of image 0".utf8).write(to: URL(filePath: path))
        let report = try await store.repair()
        #expect(report.findings.contains { $0.kind == .removed && $0.image == image.id })
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(try await store.check(readData: true).findings.isEmpty)
    }

    @Test func `of an image that is deleted while the store is checked is no problem`() async throws {
        let store = try await FilledStore(count: 2)
        await store.backend.close()
        let (image, path) = (store.images[0], store.catalogue)
        try FileManager.default.removeItem(atPath: store.data(image))
        let catalogue = try Catalogue(path, writes: false)
        let other = try Catalogue(path, writes: true)
        // The other process is done just before this one looks a second time.
        try await catalogue.queue.read { database in
            database.trace { event in
                guard "\(event)".contains("WHERE id = ") else { return }
                try? other.queue.write { try Catalogue.markDeleted(1, in: $0) }
            }
        }
        var checker = StoreChecker(layout: StoreLayout(root: store.directory("store")), readsData: true)
        try checker.run(catalogue)
        #expect(checker.report.isClean && checker.problems.isEmpty)
        #expect(try await other.read { try Catalogue.image(image.id, in: $0) } == nil)
    }

    @Test func `that has a name and no record gives way to data that has one`() async throws {
        let store = try await FilledStore(count: 1)
        var draft = ImageDraft(name: "new")
        draft.id = Image.ID("6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77")
        (draft.diskFormat, draft.containerFormat) = (.raw, .bare)
        try FileManager.default.createDirectory(
            atPath: store.directory("store/content/6f"), withIntermediateDirectories: true)
        try store.directory.write("store/content/6f/6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77", "of a process that crashed")
        let made = try await store.backend.storeImage(draft, data: ByteStream(Array("new data".utf8)))
        #expect(made.size == 8)
        #expect(try await store.check(readData: true).findings.isEmpty)
    }

    @Test func `of an image that is deleted meanwhile goes with it`() async throws {
        let store = try await FilledStore(count: 0)
        var draft = ImageDraft(name: "x")
        (draft.diskFormat, draft.containerFormat) = (.raw, .bare)
        let image = try await store.backend.createImage(draft)
        let backend = store.backend
        let data = ByteStream(length: nil, canRestart: false) {
            Once { try await backend.deleteImage(image.id) }
        }
        let message = await expectText(.conflict) { try await backend.upload(data, to: image.id) }
        #expect(message.contains("was deleted while its data arrived"), "\(message)")
        #expect(!FileManager.default.fileExists(atPath: store.data(image)))
        #expect(try await store.check(readData: true).findings.isEmpty)
    }

    @Test func `that there is no room for is refused before its first byte`() async throws {
        let store = try await FilledStore(count: 0)
        var draft = ImageDraft(name: "x")
        (draft.diskFormat, draft.containerFormat) = (.raw, .bare)
        let wanted = draft
        let data = ByteStream(length: 1 << 60, canRestart: false) { Once { Issue.record("a byte was asked for") } }
        let message = await expectText(.local) { try await store.backend.storeImage(wanted, data: data) }
        #expect(
            message.hasPrefix("no room in '\(store.directory("store"))': \(1 << 60) bytes needed, "), "\(message)")
        #expect(try await store.check(readData: true).findings.isEmpty)
    }
}

/// Four bytes, before which something happens.
private actor Once: ByteStream.Reader {
    private let act: @Sendable () async throws -> Void
    private var isDone = false

    init(_ act: @escaping @Sendable () async throws -> Void) { self.act = act }

    func next() async throws -> [UInt8]? {
        guard !isDone else { return nil }
        isDone = true
        try await act()
        return [1, 2, 3, 4]
    }
}
