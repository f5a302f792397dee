import BackendKit
import Foundation
import GRDB
import TestSupport
import Testing

@testable import LocalBackend

/// The body must throw an ``ImageError`` with the code.
@discardableResult
private func expectError<Value>(
    _ code: ImageError.Code, sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Value
) async -> String {
    let error = await #expect(throws: ImageError.self, sourceLocation: sourceLocation) { _ = try await body() }
    #expect(error?.code == code, "\(error?.message ?? "")", sourceLocation: sourceLocation)
    return [error?.message ?? "", error?.hint ?? ""].joined(separator: "; try: ")
}

extension FilledStore {
    fileprivate var catalogue: String { directory("store/catalogue.db") }
    fileprivate var again: LocalBackend { LocalBackend(directory: directory("store")) }

    /// Puts bytes into the catalogue, in the place of as many others.
    fileprivate func patch(_ old: String, _ new: String) async throws {
        await backend.close()
        let new = new.padding(toLength: old.count, withPad: " ", startingAt: 0)
        var bytes = Data(try directory.read("store/catalogue.db"))
        bytes.replaceSubrange(try #require(bytes.range(of: Data(old.utf8))), with: Data(new.utf8))
        try bytes.write(to: URL(filePath: catalogue))
    }

    /// Puts bytes into the head of the catalogue.
    fileprivate func patch(_ offset: Int, _ new: [UInt8]) async throws {
        await backend.close()
        var bytes = try directory.read("store/catalogue.db")
        bytes.replaceSubrange(offset..<offset + new.count, with: new)
        try Data(bytes).write(to: URL(filePath: catalogue))
    }

    /// Changes the catalogue behind the store's back.
    fileprivate func execute(_ sql: String, foreignKeys: Bool = false) async throws {
        await backend.close()
        var configuration = Configuration()
        configuration.foreignKeysEnabled = foreignKeys
        let queue = try DatabaseQueue(path: catalogue, configuration: configuration)
        try await queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }

    /// Locks bytes of the catalogue as another process would: by an open file description of its own.
    /// - Returns: its descriptor; closing that ends the lock.
    fileprivate func lock(from start: Int, _ count: Int) -> Int32 {
        let descriptor = open(catalogue, O_RDWR | O_CLOEXEC)
        var lock = flock(
            l_type: Int16(F_WRLCK), l_whence: Int16(SEEK_SET), l_start: start, l_len: count, l_pid: 0)
        let setOwnLock: Int32 = 37  // F_OFD_SETLK
        #expect(fcntl(descriptor, setOwnLock, &lock) == 0)
        return descriptor
    }

    fileprivate func repair() async throws -> StoreReport { try await check(readData: true, repair: true) }
}

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
            let looking = await expectError(.local) { try await again.image(store.images[0].id) }
            #expect(looking.contains(words), "\(looking)")
            await expectError(.local) { try await again.createImage(ImageDraft(name: "x")) }
            #expect(try store.directory.read("store/catalogue.db") == before)
        }
    }

    @Test func `that another process is writing is waited for, and left as it is`() async throws {
        let store = try await FilledStore(count: 1)
        await store.backend.close()
        // The locks of a commit (https://www.sqlite.org/lockingv3.html).
        let descriptor = store.lock(from: 0x4000_0000, 512)
        let again = store.again
        let message = await expectError(.conflict) { try await again.image(store.images[0].id) }
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
        let message = await expectError(.local) {
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
        let refused = await expectError(.local) {
            try await catalogue.write { try $0.execute(sql: "UPDATE image SET status = NULL") }
        }
        #expect(refused.contains("cannot be used: ") && refused.contains("image.status"), "\(refused)")
        try catalogue.close()
        try FileManager.default.removeItem(atPath: store.catalogue)
        try FileManager.default.createDirectory(atPath: store.catalogue, withIntermediateDirectories: false)
        let message = await expectError(.local) { try await store.again.image(store.images[0].id) }
        #expect(message.contains("permission denied, or the file system is read-only"), "\(message)")
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
        let looking = await expectError(.local) { try await store.again.image(store.images[0].id) }
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

struct `data in the local store` {
    @Test func `that is missing is told when it is read`() async throws {
        let store = try await FilledStore(count: 1)
        try FileManager.default.removeItem(atPath: store.data(store.images[0]))
        let message = await expectError(.integrity) {
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
            let whole = await expectError(.integrity) {
                try await store.backend.withData(of: image.id, range: nil) { _ in }
            }
            let rest = await expectError(.integrity) {
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
        try store.directory.write("store/tmp/unfinished", "x")
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
        let message = await expectError(.conflict) { try await backend.upload(data, to: image.id) }
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
        let message = await expectError(.local) { try await store.backend.storeImage(wanted, data: data) }
        #expect(
            message.hasPrefix("no room in '\(store.directory("store"))': \(1 << 60) bytes needed, "), "\(message)")
        #expect(try await store.check(readData: true).findings.isEmpty)
    }
}

struct `the place of a store` {
    @Test func `is a directory, for looking and for changes`() async throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write("file", "mine")
        let backend = LocalBackend(directory: path)
        let looking = await expectError(.notFound) { try await backend.images(matching: ImageQuery()).collect() }
        #expect(looking.contains("not a directory"), "\(looking)")
        let changing = await expectError(.usage) { try await backend.createImage(ImageDraft(name: "x")) }
        #expect(changing.contains("is a file, not the directory of a store"))
        #expect(try directory.read("file") == Array("mine".utf8))
    }

    private static let memory = "/dev/shm"
    private static var isElsewhere: Bool {
        var (here, there) = (stat(), stat())
        return stat(FileManager.default.temporaryDirectory.path, &here) == 0 && stat(memory, &there) == 0
            && here.st_dev != there.st_dev
    }

    @Test(.enabled(if: isElsewhere, "needs a second file system"))
    func `is on one file system, or a rename could not give data its name`() async throws {
        let directory = try TemporaryDirectory()
        let elsewhere = Self.memory + "/imgsh-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: elsewhere, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: elsewhere) }
        try FileManager.default.createSymbolicLink(atPath: directory("content"), withDestinationPath: elsewhere)
        chmod(directory.path, 0o700)
        let backend = LocalBackend(directory: directory.path)
        let message = await expectError(.local) { try await backend.createImage(ImageDraft(name: "x")) }
        #expect(message.contains("must be on one file system"), "\(message)")
    }

    @Test func `comes from the address, or from the home`() async throws {
        let home = try TemporaryDirectory()
        let provider = BackendProvider.local { _ in DataFindings() }
        func location(_ path: String?, _ variables: [String: String]) async throws -> String {
            let environment = BackendEnvironment(variables: variables)
            return try await provider.open(BackendAddress(kind: "local", path: path), environment).info.location
        }
        #expect(try await location("~/images/", ["HOME": home.path]) == home("images"))
        #expect(try await location(nil, ["HOME": home.path]) == home(".local/share/imgsh"))
        #expect(await expectError(.usage) { try await location(nil, [:]) }.contains("HOME"))
        let cloud = await expectError(.usage) {
            try await provider.open(BackendAddress(kind: "local", cloud: "c"), BackendEnvironment(variables: [:]))
        }
        #expect(cloud.contains("no clouds or regions"))
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
