import BackendKit
import CommandKit
import Synchronization
import TestSupport
import Testing

@testable import StandardCommands

struct `waiting for an image of a server` {
    private let service: TestService
    private let server: Server
    private let image: Image.ID

    init() async throws {
        service = try TestService()
        server = try await service.server(Server.ID("aaaaaaaa-0000-4000-8000-000000000001"))
        image = try await service.snapshotServer(server.id, SnapshotRequest(name: "before"))
    }

    private func watch(
        _ errors: MemorySink, terminal: Bool = false, _ pause: @escaping @Sendable (Duration) async throws -> Void
    ) -> SnapshotWatch {
        var surroundings = Console.Surroundings()
        surroundings.errorsAreTerminal = terminal
        return SnapshotWatch(
            image: image, name: "before", server: server, backend: service, servers: service,
            console: Console(output: MemorySink(), errors: errors, surroundings: surroundings), pause: pause)
    }

    @Test func `ends when the image is active, and tells how far it is`() async throws {
        let errors = MemorySink()
        let pauses = Mutex<[Duration]>([])
        let (service, server, image) = (service, server, image)
        let done = try await watch(errors, terminal: true) { duration in
            let count = pauses.withLock { pauses in
                pauses.append(duration)
                return pauses.count
            }
            switch count {
            case 1: await service.setTask("image_uploading", of: server.id)
            case 8: try await service.finishSnapshot(image)
            default: break
            }
        }.finish()
        #expect(done.status == .active && done.size == 4)
        #expect(pauses.withLock { $0.prefix(3) } == [.seconds(1), .seconds(1.5), .seconds(2.25)])
        #expect(pauses.withLock { $0.last } == .seconds(10))
        #expect(errors.text.contains("\rmaking image 'before' of server 'web-1': queued\u{1b}[K"))
        #expect(errors.text.contains("of server 'web-1': queued; uploading\u{1b}[K"))
        #expect(errors.text.hasSuffix("\r\u{1b}[K"))
    }

    @Test func `says once when nothing has changed for long, and once more after the next step`() async throws {
        let errors = MemorySink()
        let spent = Mutex(Duration.zero)
        let (service, server) = (service, server)
        await #expect(throws: CancellationError.self) {
            try await watch(errors) { duration in
                let now = spent.withLock { spent in
                    spent += duration
                    return spent
                }
                if now > .seconds(2000) { await service.setTask("image_uploading", of: server.id) }
                if now > .seconds(4000) { throw CancellationError() }
            }.finish()
        }
        let told = errors.text.split(separator: "\n").filter { $0.contains("nothing has changed for 15 minutes") }
        #expect(told.count == 2)
        #expect(told.first?.hasSuffix("these tell more: server list, image show \(image)") == true)
    }

    @Test func `fails when the image vanishes, which is how a service gives up`() async throws {
        let (service, image) = (service, image)
        let error = await #expect(throws: ImageError.self) {
            try await watch(MemorySink()) { _ in try await service.deleteImage(image) }.finish()
        }
        #expect(error?.code == .local)
        #expect(error?.message == "making image 'before' of server 'web-1' failed: image \(image) vanished")
    }

    @Test(arguments: ["error", "killed", "deleted"])
    func `fails when the image's status says so`(_ status: String) async throws {
        let backend = OneImage(
            image: .success(Image(id: image, status: Image.Status(rawValue: status))))
        let error = await #expect(throws: ImageError.self) { try await watch(on: backend).finish() }
        #expect(error?.code == .local)
        #expect(error?.message.hasSuffix("failed; the status of image \(image) is '\(status)'") == true)
    }

    @Test func `says that the end is not known when the service is lost`() async throws {
        let backend = OneImage(image: .failure(ImageError(.network, "nobody is there")))
        let error = await #expect(throws: ImageError.self) { try await watch(on: backend).finish() }
        #expect(error?.code == .network && error?.hint == "image show \(image)")
        #expect(error?.message.hasSuffix("was begun, and how it ends is not known: nobody is there") == true)
    }

    @Test func `says on leaving that the service goes on`() async throws {
        let errors = MemorySink()
        await #expect(throws: CancellationError.self) {
            try await watch(errors) { _ in throw CancellationError() }.finish()
        }
        #expect(errors.text.hasSuffix("the service goes on; see how it ends: image show \(image)\n"))
    }

    private func watch(on backend: OneImage) -> SnapshotWatch {
        SnapshotWatch(
            image: image, name: "before", server: server, backend: backend, servers: service,
            console: Console(output: MemorySink(), errors: MemorySink()), pause: { _ in throw CancellationError() })
    }
}

/// Shows one image, or fails to.
private struct OneImage: ImageBackend {
    let image: Result<Image, ImageError>
    let info = BackendInfo(kind: "one", name: "one", location: "memory")

    func images(matching query: ImageQuery) -> Pages<Image> { Pages { { nil } } }
    func image(_ id: Image.ID) async throws -> Image { try image.get() }
    func deleteImage(_ id: Image.ID) async throws { throw ImageError(.forbidden, "not here") }
}
