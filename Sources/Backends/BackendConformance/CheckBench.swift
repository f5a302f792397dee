internal import BackendKit
internal import Synchronization

/// A backend under test, with images that are removed afterwards.
final class CheckBench: Sendable {
    let backend: any ImageBackend
    /// Makes the images, and removes them; mostly the backend itself.
    private let maker: any ImageBackend
    /// Begins the names of all images of this check; nobody else has it.
    let mark: String
    private let made = Mutex<[Image.ID]>([])

    init(_ backend: any ImageBackend, maker: any ImageBackend) {
        self.backend = backend
        self.maker = maker
        mark = "imgsh-check-" + String(UInt64.random(in: .min ... .max), radix: 16)
    }

    /// A draft with formats, a name of this check, and a fresh ID.
    func draft(_ name: String = "") -> ImageDraft {
        var draft = ImageDraft(name: name.isEmpty ? mark : mark + "-" + name)
        draft.id = freshID()
        draft.diskFormat = .raw
        draft.containerFormat = .bare
        return draft
    }

    /// An ID no image has.
    func freshID() -> Image.ID {
        func digits(_ count: Int) -> String {
            String((0..<count).map { _ in "0123456789abcdef".randomElement() ?? "0" })
        }
        return Image.ID("\(digits(8))-\(digits(4))-4\(digits(3))-a\(digits(3))-\(digits(12))")
    }

    /// A new record.
    func create(_ draft: ImageDraft) async throws -> Image {
        let image = try await maker.require(.creating).createImage(draft)
        remember(image.id)
        return image
    }

    func create(_ name: String = "") async throws -> Image { try await create(draft(name)) }

    /// A new image with data.
    func createActive(_ name: String = "", _ data: [UInt8] = CheckData.small) async throws -> Image {
        let image = try await create(name)
        return try await maker.require(.uploading).upload(ByteStream(data), to: image.id)
    }

    /// An image made by the check itself is removed as well.
    func remember(_ id: Image.ID) { made.withLock { $0.append(id) } }

    func list(_ query: ImageQuery) async throws -> [Image] { try await backend.images(matching: query).collect() }

    /// The images of this check among those that match.
    func mine(_ query: ImageQuery) async throws -> [Image] {
        try await list(query).filter { $0.name?.hasPrefix(mark) == true }
    }

    /// Removes everything that was made; what is gone already, or cannot go, is no matter here.
    func cleanUp() async {
        let all = made.withLock { $0 }
        let maker = maker
        await Task.detached {
            for id in all {
                var changes = ImageChanges()
                changes.isProtected = false
                _ = try? await maker.facet(.editing)?.updateImage(id, changes)
                try? await maker.deleteImage(id)
            }
        }.value
    }

    // MARK: - What must hold

    func expect(_ holds: Bool, _ sentence: @autoclosure () -> String) throws(CheckFailure) {
        if !holds { throw CheckFailure(description: sentence()) }
    }

    func expectEqual<Value: Equatable>(_ got: Value, _ wanted: Value, _ what: String) throws(CheckFailure) {
        if got != wanted { throw CheckFailure(description: "\(what) is \(got), not \(wanted)") }
    }

    /// The closure must throw an ``ImageError`` with one of the codes.
    func expectError<Value>(
        _ codes: ImageError.Code..., from what: String, _ body: () async throws -> Value
    ) async throws {
        let wanted = codes.map { "'\($0.rawValue)'" }.joined(separator: " or ")
        do {
            _ = try await body()
        } catch let error as ImageError {
            try expect(
                codes.contains(error.code),
                "\(what) failed with '\(error.code.rawValue)' (\(error.message)), not \(wanted)")
            try expect(!error.message.isEmpty, "\(what) failed without a message")
            return
        }
        throw CheckFailure(description: "\(what) succeeded instead of failing with \(wanted)")
    }
}
