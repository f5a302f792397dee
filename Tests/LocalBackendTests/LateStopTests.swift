import BackendKit
import Foundation
import TestSupport
import Testing

@testable import LocalBackend

/// Three bytes, before which something happens.
private actor Eventful: ByteStream.Reader {
    private let act: @Sendable () -> Void
    private var isDone = false

    init(_ act: @escaping @Sendable () -> Void) { self.act = act }

    static func stream(_ act: @escaping @Sendable () -> Void) -> ByteStream {
        ByteStream(length: nil, canRestart: false) { Eventful(act) }
    }

    func next() async throws -> [UInt8]? {
        guard !isDone else { return nil }
        isDone = true
        act()
        return [1, 2, 3]
    }
}

/// A store without images whose lock somebody takes.
private struct Busy: Sendable {
    let store: FilledStore
    private let descriptor: Int32

    init() async throws {
        store = try await FilledStore(count: 0)
        _ = try await store.backend.createImage(ImageDraft(name: "record"))
        descriptor = open(store.directory("store/lock"), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    }

    func take() { #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0) }
    func release() { close(descriptor) }

    var unfinished: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: store.directory("store/tmp")) }
    }

    /// Whether there is an unfinished file that may not be written any more.
    var hasFlushed: Bool {
        get throws {
            try unfinished.contains { name in
                var status = stat()
                return stat(store.directory("store/tmp/" + name), &status) == 0 && status.st_mode & 0o777 == 0o400
            }
        }
    }
}

private func draft() -> ImageDraft {
    var draft = ImageDraft(name: "late")
    draft.id = Image.ID("6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77")
    (draft.diskFormat, draft.containerFormat) = (.raw, .bare)
    return draft
}

private let data = "store/content/6f/6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77"

struct `data that has arrived` {
    @Test func `waits until the store is free, and is stored`() async throws {
        let busy = try await Busy()
        let backend = busy.store.backend
        let storing = Task { try await backend.storeImage(draft(), data: Eventful.stream { busy.take() }) }
        // All of it is in its file, and may not be written any more.
        for _ in 0..<20_000 where try !busy.hasFlushed { try await Task.sleep(for: .milliseconds(1)) }
        busy.release()
        #expect(try await storing.value.size == 3)
        #expect(try await busy.store.check(readData: true).findings.isEmpty)
    }

    @Test func `waits for a busy store no longer than its task`() async throws {
        let busy = try await Busy()
        let backend = busy.store.backend
        let storing = Task {
            try await backend.storeImage(
                draft(),
                data: Eventful.stream {
                    busy.take()
                    withUnsafeCurrentTask { $0?.cancel() }
                })
        }
        await #expect(throws: CancellationError.self) { try await storing.value }
        busy.release()
        #expect(try busy.unfinished.isEmpty && !busy.store.directory.exists(data))
    }

    @Test func `is left nowhere when its task is stopped before it has its name`() async throws {
        let store = try await FilledStore(count: 0)
        let backend = store.backend
        let storing = Task {
            try await backend.storeImage(draft(), data: Eventful.stream { withUnsafeCurrentTask { $0?.cancel() } })
        }
        await #expect(throws: CancellationError.self) { try await storing.value }
        #expect(!store.directory.exists(data))
        #expect(try await store.check(readData: true).findings.isEmpty)
    }

    @Test func `is left nowhere when its task is stopped between its name and its record`() async throws {
        let store = try await FilledStore(count: 1)
        let (backend, id) = (store.backend, try #require(draft().id))
        let stored = try await backend.intake.take(ByteStream([1, 2, 3]), for: id)
        let (directory, path) = (store.directory, data)
        let joining = Task {
            try await backend.join(stored, to: id) {
                #expect(directory.exists(path))
                withUnsafeCurrentTask { $0?.cancel() }
                try Task.checkCancellation()
            }
        }
        await #expect(throws: CancellationError.self) { try await joining.value }
        #expect(!store.directory.exists(data))
        #expect(try await store.check(readData: true).findings.isEmpty)
    }
}
