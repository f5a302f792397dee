import BackendKit
import Foundation
import LocalBackend
import TestSupport
import Testing

/// A store with some images in it.
struct FilledStore {
    let directory: TemporaryDirectory
    let backend: LocalBackend
    let images: [Image]

    init(count: Int = 3) async throws {
        directory = try TemporaryDirectory()
        backend = LocalBackend(directory: directory("store"))
        var images: [Image] = []
        for number in 0..<count {
            var draft = ImageDraft(name: "image \(number)")
            draft.diskFormat = .raw
            draft.containerFormat = .bare
            images.append(
                try await backend.storeImage(draft, data: ByteStream(Array("data of image \(number)".utf8))))
        }
        self.images = images
    }

    /// The path of an image's data.
    func data(_ image: Image) -> String {
        directory("store/content/\(image.id.rawValue.prefix(2))/\(image.id)")
    }

    func check(readData: Bool = false, repair: Bool = false) async throws -> StoreReport {
        var options = StoreCheckOptions()
        options.readsData = readData
        options.repairs = repair
        return try await backend.checkStore(options)
    }

    /// Overwrites a file, whatever its mode.
    func overwrite(_ path: String, with text: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        try Data(text.utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: path)
    }
}

struct `store check` {
    @Test func `finds nothing wrong with a store in order`() async throws {
        let store = try await FilledStore()
        let report = try await store.check(readData: true)
        #expect(report.isClean && report.findings.isEmpty)
        #expect(report.images == 3)
        #expect(report.bytesRead == Int64(3 * "data of image 0".utf8.count))
    }

    @Test func `finds data that is missing, and repair keeps the record as damaged`() async throws {
        let store = try await FilledStore()
        try FileManager.default.removeItem(atPath: store.data(store.images[1]))
        let report = try await store.check()
        #expect(!report.isClean)
        #expect(report.findings.map(\.image) == [store.images[1].id])
        #expect(try await store.check(repair: true).isClean)
        #expect(try await store.backend.image(store.images[1].id).status == .damaged)
        #expect(try await store.check(readData: true).isClean)
    }

    @Test func `finds a changed byte only when it reads, and repair sets the data aside`() async throws {
        let store = try await FilledStore()
        try store.overwrite(store.data(store.images[0]), with: "Data of image 0")
        #expect(try await store.check().isClean)
        #expect(try await !store.check(readData: true).isClean)
        var options = StoreCheckOptions()
        options.readsData = true
        options.repairs = true
        #expect(try await store.backend.checkStore(options).isClean)
        #expect(try await store.backend.image(store.images[0].id).status == .damaged)
        let trash = try FileManager.default.contentsOfDirectory(atPath: store.directory("store/trash"))
        #expect(trash.contains { $0.hasPrefix(store.images[0].id.rawValue) })
        await #expect(throws: ImageError.self) {
            try await store.backend.withData(of: store.images[0].id, range: nil) { _ in }
        }
    }

    @Test func `adopts data without a record, with its hash`() async throws {
        let store = try await FilledStore(count: 1)
        let id = "6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77"
        try FileManager.default.createDirectory(
            atPath: store.directory("store/content/6f"), withIntermediateDirectories: true)
        try Data("orphan".utf8).write(to: URL(filePath: store.directory("store/content/6f/\(id)")))
        #expect(try await store.check().findings.map(\.kind) == [.note])
        _ = try await store.check(repair: true)
        let adopted = try await store.backend.image(Image.ID(id))
        #expect(adopted.name == "recovered-\(id)" && adopted.size == 6 && adopted.status == .active)
        #expect(try await store.check(readData: true).isClean)
    }

    @Test func `moves what does not belong there aside, links as well`() async throws {
        let store = try await FilledStore(count: 1)
        try Data("x".utf8).write(to: URL(filePath: store.directory("store/content/notes.txt")))
        let directory = URL(filePath: store.data(store.images[0])).deletingLastPathComponent().path
        try FileManager.default.createSymbolicLink(atPath: directory + "/link", withDestinationPath: "/etc/passwd")
        #expect(try await store.check().findings.count { $0.kind == .problem } == 2)
        #expect(try await store.check(repair: true).isClean)
        #expect(try FileManager.default.contentsOfDirectory(atPath: store.directory("store/trash")).count >= 3)
        #expect(try await store.check().isClean)
    }

    @Test(arguments: [0, 16, 100, 4096, 8192, 12288])
    func `a catalogue that is damaged is told, and repair saves what can be read`(_ offset: Int) async throws {
        let store = try await FilledStore(count: 2)
        await store.backend.close()
        let path = store.directory("store/catalogue.db")
        var bytes = try store.directory.read("store/catalogue.db")
        bytes.replaceSubrange(offset..<(offset + 96), with: [UInt8](repeating: 0xA5, count: 96))
        try Data(bytes).write(to: URL(filePath: path))
        let again = LocalBackend(directory: store.directory("store"))
        do {
            let report = try await again.checkStore(StoreCheckOptions())
            #expect(!report.isClean, "damage at \(offset) was not noticed")
        } catch let error as ImageError {
            #expect(error.code == .local, "\(error)")
        }
        var options = StoreCheckOptions()
        options.repairs = true
        do {
            _ = try await again.checkStore(options)
        } catch let error as ImageError {
            #expect(error.code == .local, "\(error)")
        }
        // Whatever became of the catalogue, no data was deleted.
        for image in store.images { #expect(FileManager.default.fileExists(atPath: store.data(image))) }
    }

    @Test func `repair after the loss of any page of the catalogue leaves a store in order, and every image`()
        async throws
    {
        let store = try await FilledStore()
        await store.backend.close()
        let path = store.directory("store/catalogue.db")
        let whole = try store.directory.read("store/catalogue.db")
        #expect(whole.count / 4096 > 8)
        for page in 0..<(whole.count / 4096) {
            var bytes = whole
            bytes.replaceSubrange(page * 4096..<(page + 1) * 4096, with: [UInt8](repeating: 0, count: 4096))
            try Data(bytes).write(to: URL(filePath: path))
            let again = LocalBackend(directory: store.directory("store"))
            var options = StoreCheckOptions()
            options.repairs = true
            #expect(try await again.checkStore(options).isClean, "page \(page)")
            options.repairs = false
            options.readsData = true
            #expect(try await again.checkStore(options).findings.isEmpty, "page \(page)")
            for image in store.images {
                let found = try await again.image(image.id)
                #expect(found.hash == image.hash && found.status == .active, "page \(page)")
            }
            await again.close()
        }
    }

    @Test func `a file that is no catalogue is never written to`() async throws {
        let directory = try TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: directory("store"), withIntermediateDirectories: true)
        try directory.write(
            "store/catalogue.db", "my diary, not a database, and long enough to be read as one by mistake")
        let backend = LocalBackend(directory: directory("store"))
        await #expect(throws: ImageError.self) { try await backend.images(matching: ImageQuery()).collect() }
        await #expect(throws: ImageError.self) { try await backend.createImage(ImageDraft(name: "x")) }
        #expect(try directory.read("store/catalogue.db").starts(with: Array("my diary".utf8)))
    }
}

struct `store gc` {
    @Test func `removes unfinished files and data without a record, and nothing else`() async throws {
        let store = try await FilledStore()
        try store.directory.write("store/tmp/6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77.abc", "half")
        try FileManager.default.createDirectory(
            atPath: store.directory("store/content/6f"), withIntermediateDirectories: true)
        try store.directory.write("store/content/6f/6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77", "orphan")
        let report = try await store.backend.collectGarbage()
        #expect(report.findings.filter { $0.kind == .removed }.count == 2)
        #expect(try await store.check(readData: true).findings.isEmpty)
        #expect(try await store.backend.images(matching: ImageQuery()).collect().count == 3)
    }

    @Test func `leaves alone what another process is writing`() async throws {
        let store = try await FilledStore(count: 1)
        let path = try store.directory.write("store/tmp/6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77.abc", "half")
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        #expect(try await store.backend.collectGarbage().findings.isEmpty)
        close(descriptor)
        #expect(try await store.backend.collectGarbage().findings.count == 1)
    }
}
