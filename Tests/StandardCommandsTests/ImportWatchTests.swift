import BackendKit
import CommandKit
import Synchronization
import TestSupport
import Testing

@testable import StandardCommands

struct `waiting for an import` {
    /// A service that works only when the test says so, with an import of three stores under way.
    private static func begin(broken: Set<Store.ID> = []) async throws -> (service: TestService, image: Image) {
        let service = try TestService()
        await service.change {
            $0.web = ["http://a/b": Array("data".utf8)]
            $0.brokenStores = broken
            $0.worksAtOnce = false
        }
        var draft = ImageDraft(name: "later")
        draft.diskFormat = .raw
        draft.containerFormat = .bare
        let image = try await service.require(.creating).createImage(draft)
        var request = ImportRequest(.webDownload)
        request.uri = "http://a/b"
        request.allStores = true
        try await service.importImage(image.id, request)
        return (service, image)
    }

    private static func console(_ errors: MemorySink, terminal: Bool = false) -> Console {
        var surroundings = Console.Surroundings()
        surroundings.errorsAreTerminal = terminal
        return Console(output: MemorySink(), errors: errors, surroundings: surroundings)
    }

    @Test func `looks again after a second, and then less and less often`() async throws {
        let (service, image) = try await Self.begin()
        let errors = MemorySink()
        let pauses = Mutex<[Duration]>([])
        let watch = ImportWatch(importing: service, console: Self.console(errors)) { duration in
            let count = pauses.withLock { pauses in
                pauses.append(duration)
                return pauses.count
            }
            if count > 7 { try await service.work() }
        }
        let done = try await watch.finish(image)
        #expect(done.status == .active && done.size == 4)
        #expect(pauses.withLock { $0.prefix(4) } == [.seconds(1), .seconds(1.5), .seconds(2.25), .seconds(3.375)])
        #expect(pauses.withLock { $0.last } == .seconds(10))
        #expect(
            errors.text == """
                importing later: queued; to come: fast, slow
                importing later: importing; to come: fast, slow
                importing later: importing; to come: slow

                """)
    }

    @Test func `draws one line on a terminal, and takes it away`() async throws {
        let (service, image) = try await Self.begin()
        let errors = MemorySink()
        let watch = ImportWatch(importing: service, console: Self.console(errors, terminal: true)) { _ in
            try await service.work()
        }
        _ = try await watch.finish(image)
        #expect(errors.text.contains("\rimporting later: importing; to come: slow; Copied 0 MiB\u{1b}[K"))
        #expect(errors.text.hasSuffix("\r\u{1b}[K") && !errors.text.contains("\n"))
    }

    @Test func `says on leaving that the service goes on`() async throws {
        let (service, image) = try await Self.begin()
        let errors = MemorySink()
        let watch = ImportWatch(importing: service, console: Self.console(errors)) { _ in throw CancellationError() }
        await #expect(throws: CancellationError.self) { try await watch.finish(image) }
        #expect(
            errors.text.hasSuffix("the service goes on with the import; see how it ends: image tasks \(image.id)\n"))
        #expect(try await service.importState(of: image.id).isRunning)
    }

    @Test func `ends when the image is deleted meanwhile`() async throws {
        let (service, image) = try await Self.begin()
        let watch = ImportWatch(importing: service, console: Self.console(MemorySink())) { _ in
            try await service.deleteImage(image.id)
        }
        let error = await #expect(throws: ImageError.self) { try await watch.finish(image) }
        #expect(error?.code == .notFound)
        #expect(error?.message == "image 'later' was deleted while it was imported")
    }
}
