import BackendKit
import Foundation
import TestSupport
import Testing

@testable import LocalBackend

/// How a catalogue is lost.
enum Loss: String, CaseIterable {
    case removed, emptied

    func happen(to store: FilledStore) async throws {
        await store.backend.close()
        let path = store.directory("store/catalogue.db")
        switch self {
        case .removed: try FileManager.default.removeItem(atPath: path)
        case .emptied: try Data().write(to: URL(filePath: path))
        }
    }
}

extension FilledStore {
    /// Makes files look as if nobody had touched them for hours.
    fileprivate func age(_ paths: [String]) throws {
        for path in paths {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: path)
        }
    }

    /// Data without a record, and an unfinished file, both old.
    fileprivate func plant() throws -> (orphan: Image.ID, path: String, unfinished: String) {
        let id = "6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77"
        try FileManager.default.createDirectory(
            atPath: directory("store/content/6f"), withIntermediateDirectories: true)
        let orphan = try directory.write("store/content/6f/\(id)", "orphan")
        let unfinished = try directory.write("store/tmp/\(id).abc", "half")
        try age([orphan, unfinished])
        return (Image.ID(id), orphan, unfinished)
    }
}

/// No bytes.
private actor Nothing: ByteStream.Reader {
    func next() async throws -> [UInt8]? { nil }
}

private func draft(_ name: String) -> ImageDraft {
    var draft = ImageDraft(name: name)
    (draft.diskFormat, draft.containerFormat) = (.raw, .bare)
    return draft
}

struct `a store that lost its catalogue` {
    @Test(arguments: Loss.allCases)
    func `keeps its data, and does nothing until a repair makes images of it`(_ loss: Loss) async throws {
        let store = try await FilledStore(count: 2)
        try await loss.happen(to: store)
        let unfinished = "6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77.1"
        try store.age([try store.directory.write("store/tmp/\(unfinished)", "half")] + store.images.map(store.data))

        let again = store.again
        let known = store.images[0].id
        let attempts: [@Sendable () async throws -> Void] = [
            { _ = try await again.images(matching: ImageQuery()).collect() },
            { _ = try await again.image(known) },
            { _ = try await again.createImage(draft("three")) },
            { _ = try await again.storeImage(draft("three"), data: ByteStream([1])) },
            { try await again.deleteImage(known) },
            { _ = try await again.updateImage(known, ImageChanges()) },
            { _ = try await again.collectGarbage() },
        ]
        for (number, attempt) in attempts.enumerated() {
            let error = await #expect(throws: ImageError.self, "\(number)") { try await attempt() }
            #expect(error?.code == .local && error?.hint == "store check --repair", "\(number)")
            #expect(error?.message.contains("catalogue.db' is missing or empty") == true, "\(number)")
        }
        for image in store.images { #expect(FileManager.default.fileExists(atPath: store.data(image))) }
        let report = try await store.check()
        #expect(report.findings.map(\.kind) == [.problem], "\(report.findings)")

        #expect(try await store.check(repair: true).isClean)
        #expect(try await again.collectGarbage().findings.map(\.text) == ["unfinished file '\(unfinished)', 4 bytes"])
        #expect(try await store.check(readData: true).findings.isEmpty)
        for image in store.images {
            let saved = try await again.image(image.id)
            #expect(saved.hash == image.hash && saved.name == "recovered-\(image.id)")
        }
    }

    @Test(arguments: Loss.allCases)
    func `has its data in the new catalogue from the first moment there is one`(_ loss: Loss) async throws {
        let store = try await FilledStore(count: 2)
        try await loss.happen(to: store)
        let layout = StoreLayout(root: store.directory("store"))
        let repair = StoreRepair(layout: layout) { _ in DataFindings() }
        // As if the repair ended here.
        #expect(try StoreSalvage(layout: layout, repair: repair).run().count == 3)
        let again = store.again
        #expect(try await again.collectGarbage().findings.isEmpty)
        for image in store.images { #expect(try await again.image(image.id).hash == image.hash) }
    }

    @Test(arguments: Loss.allCases)
    func `and has no data is as one that is new`(_ loss: Loss) async throws {
        let store = try await FilledStore(count: 0)
        _ = try await store.backend.createImage(draft("record"))
        try await loss.happen(to: store)
        let again = store.again
        #expect(try await again.images(matching: ImageQuery()).collect().isEmpty)
        #expect(try await again.checkStore(StoreCheckOptions()).findings.isEmpty)
        #expect(try await again.collectGarbage().findings.isEmpty)
        _ = try await again.storeImage(draft("new"), data: ByteStream([1, 2, 3]))
        #expect(try await store.check(readData: true).findings.isEmpty)
    }

    @Test func `is told from one that is only begun, which has no data`() async throws {
        let directory = try TemporaryDirectory()
        let layout = StoreLayout(root: directory("store"))
        try layout.prepare()
        try directory.write("store/catalogue.db", [])
        #expect(try !layout.holdsData())
        let backend = LocalBackend(directory: directory("store"))
        #expect(try await backend.images(matching: ImageQuery()).collect().isEmpty)
        // Looking makes no tables.
        #expect(try directory.read("store/catalogue.db").isEmpty && !directory.exists("store/VERSION"))
        _ = try await backend.createImage(draft("first"))
        #expect(directory.exists("store/VERSION"))
    }

    @Test
    func `is told from one whose maker was killed, which is finished before it has data, whatever was looked at first`()
        async throws
    {
        let store = try await FilledStore(count: 0)
        _ = try await store.backend.createImage(draft("record"))
        await store.backend.close()
        try FileManager.default.removeItem(atPath: store.directory("store/VERSION"))
        let again = store.again
        #expect(try await again.images(matching: ImageQuery()).collect().count == 1)
        let directory = store.directory
        let data = ByteStream(length: nil, canRestart: false) {
            #expect(directory.exists("store/VERSION"))
            return Nothing()
        }
        _ = try await again.storeImage(draft("new"), data: data)
    }
}

struct `tidying by the way` {
    @Test func `touches no data, and leaves it to a repair`() async throws {
        let store = try await FilledStore(count: 1)
        let planted = try store.plant()
        await store.backend.close()
        _ = try await store.again.createImage(draft("new"))
        #expect(!FileManager.default.fileExists(atPath: planted.unfinished))
        #expect(FileManager.default.fileExists(atPath: planted.path))
        #expect(try await store.check(repair: true).isClean)
        #expect(try await store.backend.image(planted.orphan).name == "recovered-\(planted.orphan)")
    }

    @Test func `is done while nobody else is at work, and a clean-up on request says when somebody is`() async throws {
        let store = try await FilledStore(count: 1)
        let planted = try store.plant()
        let descriptor = open(store.directory("store/lock"), O_RDONLY | O_CLOEXEC)
        #expect(flock(descriptor, LOCK_SH | LOCK_NB) == 0)
        _ = try await store.again.createImage(draft("new"))
        let again = store.again
        let error = await #expect(throws: ImageError.self) { try await again.collectGarbage() }
        #expect(error?.code == .conflict && error?.message.hasPrefix("another imgsh is at work in ") == true)
        for path in [planted.path, planted.unfinished] { #expect(FileManager.default.fileExists(atPath: path)) }
        close(descriptor)
        #expect(try await again.collectGarbage().findings.count == 2)
    }
}
