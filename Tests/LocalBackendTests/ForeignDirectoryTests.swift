import BackendKit
import Foundation
import LocalBackend
import TestSupport
import Testing

private func draft(_ name: String) -> ImageDraft {
    var draft = ImageDraft(name: name)
    (draft.diskFormat, draft.containerFormat) = (.raw, .bare)
    return draft
}

/// A directory of the user's, in which directories are called as those of a store are.
private struct Home {
    let directory: TemporaryDirectory
    var backend: LocalBackend { LocalBackend(directory: directory("home")) }

    init(_ paths: [String]) throws {
        directory = try TemporaryDirectory()
        for path in paths { try add(path) }
    }

    /// An old file.
    func add(_ path: String) throws {
        let whole = directory("home/" + path)
        try FileManager.default.createDirectory(
            at: URL(filePath: whole).deletingLastPathComponent(), withIntermediateDirectories: true)
        try directory.write("home/" + path, "precious")
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: whole)
    }

    func holds(_ path: String) -> Bool { (try? directory.read("home/" + path)) == Array("precious".utf8) }
}

struct `a directory of somebody else's files` {
    @Test(arguments: ["tmp/notes.txt", "content/posts/hello.md", "tmp/a.b.c"])
    func `becomes no store, and loses none of them`(_ path: String) async throws {
        let home = try Home([path])
        for attempt in 0..<2 {
            let error = await #expect(throws: ImageError.self, "\(attempt)") {
                _ = try await home.backend.storeImage(draft("x"), data: ByteStream([1]))
            }
            #expect(error?.code == .usage && error?.message.contains("needs a directory of its own") == true)
        }
        #expect(try await home.backend.images(matching: ImageQuery()).collect().isEmpty)
        #expect(try await home.backend.collectGarbage().findings.isEmpty)
        var repair = StoreCheckOptions()
        repair.repairs = true
        await #expect(throws: ImageError.self) { _ = try await home.backend.checkStore(repair) }
        #expect(home.holds(path))
        #expect(!FileManager.default.fileExists(atPath: home.directory("home/catalogue.db")))
    }

    @Test func `may be a store's as long as none of its names is taken`() async throws {
        let home = try Home(["notes.txt", "images/one.img"])
        _ = try await home.backend.storeImage(draft("x"), data: ByteStream([1]))
        #expect(try await home.backend.images(matching: ImageQuery()).collect().count == 1)
        #expect(home.holds("notes.txt") && home.holds("images/one.img"))
    }
}

struct `files of others in a store` {
    @Test func `are never tidied away`() async throws {
        let home = try Home([])
        _ = try await home.backend.storeImage(draft("x"), data: ByteStream([1]))
        let paths = ["tmp/notes.txt", "tmp/x.1", "content/posts/hello.md", "content/6f/notes.txt"]
        for path in paths { try home.add(path) }
        _ = try await home.backend.storeImage(draft("y"), data: ByteStream([2]))
        #expect(try await home.backend.collectGarbage().findings.isEmpty)
        for path in paths { #expect(home.holds(path), "\(path)") }
        let found = try await home.backend.checkStore(StoreCheckOptions()).findings.map(\.text)
        #expect(!found.contains { $0.contains("unfinished") }, "\(found)")
    }
}
