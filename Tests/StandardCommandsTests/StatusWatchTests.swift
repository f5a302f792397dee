import BackendKit
import Synchronization
import TestSupport
import Testing

@testable import CommandKit
@testable import StandardCommands

struct `image wait` {
    /// A real service, but for the statuses that no real one gives on demand.
    private final class Fated: ImageBackend {
        let service: TestService
        let fate = Mutex<Image.Status?>(nil)

        init(_ service: TestService) { self.service = service }

        var info: BackendInfo { service.info }
        func images(matching query: ImageQuery) -> Pages<Image> { service.images(matching: query) }
        func deleteImage(_ id: Image.ID) async throws { try await service.deleteImage(id) }
        func image(_ id: Image.ID) async throws -> Image {
            var image = try await service.image(id)
            if let status = fate.withLock({ $0 }) { image.status = status }
            return image
        }
    }

    /// Time that passes only when somebody sleeps.
    private final class Time: Sendable {
        let pauses = Mutex<[Duration]>([])

        func clock(_ during: @escaping @Sendable (Int) async throws -> Void = { _ in }) -> Pace {
            Pace(
                now: { self.pauses.withLock { $0.reduce(.zero, +) } },
                sleep: { duration in
                    let count = self.pauses.withLock { pauses in
                        pauses.append(duration)
                        return pauses.count
                    }
                    try await during(count)
                },
                random: { $0.lowerBound })
        }
    }

    private let backend: Fated
    private let target: LocatedImage
    private let errors = MemorySink()
    private let time = Time()

    init() async throws {
        backend = Fated(try TestService())
        let image = try await backend.service.require(.creating).createImage(ImageDraft(name: "later"))
        let choice = BackendChoice(try BackendAddress(parsing: "service"))
        target = LocatedImage(image: image, place: OpenBackend(choice: choice, backend: backend), prefix: "")
    }

    private func watch(
        _ goal: StatusWatch.Goal, limit: Duration? = nil,
        during: @escaping @Sendable (Int) async throws -> Void = { _ in }
    ) -> StatusWatch {
        let console = Console(output: MemorySink(), errors: errors)
        return StatusWatch(goal: goal, limit: limit, console: console, clock: time.clock(during))
    }

    @Test func `looks after two seconds, and then less and less often`() async throws {
        let backend = backend
        try await watch(.status(.active)) { count in
            if count == 9 { backend.fate.withLock { $0 = .active } }
        }.finish([target])
        let pauses = time.pauses.withLock { $0 }
        #expect(pauses.prefix(3) == [.seconds(2), .seconds(3), .seconds(4.5)])
        #expect(pauses.last == .seconds(30) && pauses.count == 9)
        #expect(errors.text == "waiting for 'active': 'later' is 'queued'\n")
    }

    @Test func `does not wait for what is there`() async throws {
        try await watch(.status(.queued)).finish([target])
        #expect(time.pauses.withLock { $0.isEmpty })
    }

    @Test(arguments: ["killed", "error", "deleted", "pending_delete"])
    func `fails at once when the image cannot come there any more`(_ status: String) async throws {
        let backend = backend
        let watch = watch(.status(.active)) { _ in
            backend.fate.withLock { $0 = Image.Status(rawValue: status) }
        }
        let error = await #expect(throws: ImageError.self) { try await watch.finish([target]) }
        #expect(error?.code == .local)
        #expect(error?.message.hasSuffix("is '\(status)' and will not become 'active'") == true)
        #expect(time.pauses.withLock { $0.count } == 1)
    }

    @Test func `finds a failure that was waited for`() async throws {
        backend.fate.withLock { $0 = .killed }
        try await watch(.status(.killed)).finish([target])
    }

    @Test func `fails when the image is deleted meanwhile, unless that is wanted`() async throws {
        let (backend, target) = (backend, target)
        let delete: @Sendable (Int) async throws -> Void = { if $0 == 1 { try await backend.deleteImage(target.id) } }
        let error = await #expect(throws: ImageError.self) {
            try await watch(.status(.active), during: delete).finish([target])
        }
        #expect(error?.code == .local)
        #expect(error?.message.hasSuffix("was deleted while it was waited for") == true)
        try await watch(.gone).finish([target])
    }

    @Test func `gives up when the time is over, and not a moment later`() async throws {
        let watch = watch(.status(.active), limit: .seconds(7))
        let error = await #expect(throws: ImageError.self) { try await watch.finish([target]) }
        #expect(error?.code == .network)
        #expect(error?.message == "the time is over: 'later' is 'queued'")
        #expect(error?.hint == "image wait \(target.id)")
        #expect(time.pauses.withLock { $0 } == [.seconds(2), .seconds(3), .seconds(2)])
    }

    @Test(
        arguments: [
            (.gone, " --gone"), (.status(.active), ""), (.status(.deactivated), " --status deactivated"),
        ] as [(StatusWatch.Goal, String)])
    func `gives up with what to type to wait for the same again`(
        _ goal: StatusWatch.Goal, _ option: String
    ) async throws {
        let watch = watch(goal, limit: .zero)
        let error = await #expect(throws: ImageError.self) { try await watch.finish([target]) }
        #expect(error?.hint == "image wait \(target.id)\(option)")
    }

    @Test func `looks once when there is no time`() async throws {
        let watch = watch(.status(.active), limit: .zero)
        await #expect(throws: ImageError.self) { try await watch.finish([target]) }
        #expect(time.pauses.withLock { $0.isEmpty })
    }
}

struct `image wait as it is typed` {
    @Test func `ends with the status of what became of it`() async throws {
        let shell = try TestShell()
        _ = try await shell.run("create later")
        #expect(try await shell.run("image wait later --status queued").status == .done)
        #expect(try await shell.run("image wait later --timeout 0").status == .network)
        #expect(try await shell.run("image wait nope").status == .notFound)
        #expect(try await shell.run("image wait nope --gone").status == .done)
        #expect(try await shell.run("image wait later --gone --status active").status == .usage)
    }

    @Test func `waits for no slip, and says when a status is unusual`() async throws {
        let shell = try TestShell()
        _ = try await shell.run("create later")
        let slip = try await shell.run("image wait later --status actve --timeout 0")
        #expect(slip.status == .usage && slip.errors.contains("try: active\n"), "\(slip.errors)")
        let unusual = try await shell.run("image wait later --status ready --timeout 0")
        #expect(unusual.status == .network && unusual.errors.hasPrefix("'ready' is none of the usual statuses: "))
    }
}
