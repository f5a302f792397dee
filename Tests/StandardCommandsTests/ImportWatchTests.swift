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

    /// A service that tells no tasks, as those before API version 2.12: what it says to one look after the other.
    private final class Untold: ImageImporting {
        private let states: Mutex<[ImportState]>
        init(_ states: [ImportState]) { self.states = Mutex(states) }

        func importMethods() async throws -> [ImportRequest.Method] { [] }
        func stage(_ data: ByteStream, for image: Image.ID) async throws -> Image { throw CancellationError() }
        func importImage(_ image: Image.ID, _ request: ImportRequest) async throws {}
        func importState(of image: Image.ID) async throws -> ImportState {
            states.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
        }
    }

    private static func state(
        _ status: Image.Status, isRunning: Bool = false, mayBegin: Bool = false, failure: String? = nil
    ) -> ImportState {
        ImportState(
            image: Image(id: Image.ID("i"), status: status), isRunning: isRunning, mayBegin: mayBegin, failure: failure)
    }

    private static let untold = state(.queued, mayBegin: true, failure: "nothing was imported")

    private static func end(of states: [ImportState]) async throws -> (image: Image?, pauses: Int) {
        let pauses = Mutex(0)
        let watch = ImportWatch(importing: Untold(states), console: console(MemorySink())) { _ in
            pauses.withLock { $0 += 1 }
        }
        let image = try? await watch.finish(Image(id: Image.ID("i"), status: .queued))
        return (image, pauses.withLock { $0 })
    }

    @Test func `gives a service that tells nothing the time to begin`() async throws {
        let late = try await Self.end(of: [
            Self.untold, Self.untold, Self.state(.importing, isRunning: true), Self.state(.active),
        ])
        #expect(late.image?.status == .active && late.pauses == 3)
        let never = try await Self.end(of: [Self.untold])
        #expect(never.image == nil && never.pauses == 4)
        let failed = try await Self.end(of: [Self.state(.importing, isRunning: true), Self.untold])
        #expect(failed.image == nil && failed.pauses == 1)
    }

    @Test func `says once when nothing has changed for long, and how to leave`() async throws {
        let (service, image) = try await Self.begin()
        let errors = MemorySink()
        let spent = Mutex(Duration.zero)
        let watch = ImportWatch(importing: service, console: Self.console(errors)) { duration in
            let now = spent.withLock { spent in
                spent += duration
                return spent
            }
            if now < .seconds(890) { #expect(!errors.text.contains("nothing has changed")) }
            if now > .seconds(3600) { throw CancellationError() }
        }
        await #expect(throws: CancellationError.self) { try await watch.finish(image) }
        #expect(errors.text.split(separator: "\n").filter { $0.contains("nothing has changed") }.count == 1)
        #expect(
            errors.text.contains(
                "imgsh: warning: nothing has changed for 15 minutes: the service may be at it, or may have lost the "
                    + "import of 'later'; Ctrl-C ends the wait, and this tells more: image tasks \(image.id) --long\n"))
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
