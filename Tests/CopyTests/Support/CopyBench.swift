import BackendKit
import CommandKit
import Foundation
import LocalBackend
import TestSupport
import Testing

@testable import StandardCommands

/// Two backends, and what a copy between them says.
struct CopyBench {
    let source: any ImageBackend
    let destination: any ImageBackend
    let errors = MemorySink()

    private var console: Console { Console(output: MemorySink(), errors: errors) }

    /// A copier with these wishes.
    func copier(_ wish: CopyWish = CopyWish()) -> ImageCopy {
        ImageCopy(
            source: CopyPlace(backend: source, name: "here", prefix: ""),
            destination: CopyPlace(backend: destination, name: "there", prefix: "there//"), wish: wish,
            console: console)
    }

    /// The new image.
    func copy(_ id: Image.ID, _ wish: CopyWish = CopyWish()) async throws -> Image {
        switch try await copier(wish).copy(try await source.image(id)) {
        case .copied(let image): return image
        case .present(let image):
            Issue.record("'\(image.label)' was there already")
            return image
        }
    }

    /// What a copy fails with.
    func failure(_ id: Image.ID, _ wish: CopyWish = CopyWish()) async throws -> ImageError {
        let image = try await source.image(id)
        let error = await #expect(throws: ImageError.self) { try await copier(wish).copy(image) }
        return try #require(error)
    }

    func images() async throws -> [Image] {
        var query = ImageQuery()
        query.hidden = .both
        return try await destination.images(matching: query).collect()
    }
}

/// Data of more than one chunk.
let largeData: [UInt8] = (0..<5_000_003).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ ($0 >> 9)) }

extension ImageBackend {
    /// All the data of an image.
    func bytes(of id: Image.ID) async throws -> [UInt8] {
        try await require(.downloading).withData(of: id, range: nil) { try await $0.bytes() }
    }
}

extension LocalBackend {
    /// A store of a test's own.
    static func new(_ directory: TemporaryDirectory, _ name: String) -> LocalBackend {
        LocalBackend(directory: directory(name), name: "local:\(directory(name))", inspector: { _ in DataFindings() })
    }

    func add(_ name: String, _ data: [UInt8], _ change: (inout ImageDraft) -> Void = { _ in }) async throws -> Image {
        var draft = ImageDraft(name: name)
        draft.diskFormat = .raw
        draft.containerFormat = .bare
        change(&draft)
        return try await storeImage(draft, data: ByteStream(data))
    }
}

extension TemporaryDirectory {
    /// Changes a byte in the middle of a file, which may be read-only.
    func damage(_ name: String) throws {
        var bytes = try read(name)
        bytes[bytes.count / 2] ^= 0xFF
        try FileManager.default.removeItem(atPath: self(name))
        try write(name, bytes)
    }
}
