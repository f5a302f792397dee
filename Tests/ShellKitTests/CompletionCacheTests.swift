import BackendKit
import CommandKit
import FileIO
import Synchronization
import TestSupport
import Testing

@testable import ShellKit

/// A long list, told page by page when the test allows it.
private final class SlowService: ImageBackend {
    let info = BackendInfo(kind: "slow", name: "slow", location: "memory", identity: "somebody at the slow service")
    private let queries = Mutex<[ImageQuery]>([])
    private let state: Mutex<State>
    /// Opened for every page that may be told.
    private let gate: Gate

    private struct State {
        var pages: [[Image]]
        var gone: Set<String> = []
    }

    init(pages: [[Image]], gate: Gate) {
        state = Mutex(State(pages: pages))
        self.gate = gate
    }

    var listings: Int { queries.withLock { $0.count } }

    func images(matching query: ImageQuery) -> Pages<Image> {
        queries.withLock { $0.append(query) }
        let left = Mutex(state.withLock { $0.pages }[...])
        return Pages { [gate] in
            {
                guard let page = left.withLock({ $0.popFirst() }) else { return nil }
                await gate.pass()
                return page
            }
        }
    }

    /// The lists from now on, and what is not there any more.
    func change(pages: [[Image]], gone: Set<String>) {
        state.withLock { state in
            state.pages = pages
            state.gone = gone
        }
    }

    func image(_ id: Image.ID) async throws -> Image {
        if state.withLock({ $0.gone.contains(id.rawValue) }) { throw ImageError.noImage(id.rawValue, in: info) }
        return Image(id: id, name: nil, status: .active)
    }

    func deleteImage(_ id: Image.ID) async throws { throw ImageError.noImage(id.rawValue, in: info) }
}

/// Lets through as many as it was told to.
private actor Gate {
    private var open: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(open: Int) { self.open = open }

    func pass() async {
        if open > 0 {
            open -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    func letThrough(_ count: Int) {
        for _ in 0..<count {
            if waiting.isEmpty { open += 1 } else { waiting.removeFirst().resume() }
        }
    }
}

struct `names of a service` {
    private let service: SlowService
    private let gate: Gate
    private let session: Session
    private let choice: BackendChoice

    init() throws {
        let moment = Timestamp(text: "2026-01-31T10:00:00Z")
        let pages = (0..<10).map { page in
            (0..<1000).map {
                Image(id: Image.ID("id-\(page)-\($0)"), name: "image-\(page)-\($0)", status: .active, updatedAt: moment)
            }
        }
        gate = Gate(open: 0)
        service = SlowService(pages: pages, gate: gate)
        let registry = try Registrar(plugins: [BackendPlugin(service)]).finish()
        let address = BackendAddress(kind: "slow")
        choice = BackendChoice(address)
        session = Session(registry: registry, environment: BackendEnvironment(variables: [:]), start: address)
    }

    @Test func `are read once, however often and by however many they are asked for`() async throws {
        await gate.letThrough(10)
        let names = BackendNames(
            session,
            freshness: Freshness(maximumAge: .seconds(3600), quickAge: .seconds(3600), firstPatience: .seconds(600)))
        async let one = names.images(.beginning("image-9-99"), on: choice, atMost: 1000)
        async let other = names.images(.beginning("image-3"), on: choice, atMost: 1000)
        #expect(await one.found.entries.map(\.name) == ["image-9-99"] + (990...999).map { "image-9-\($0)" })
        #expect(await other.found.entries.count == 1000)
        for _ in 0..<5 { _ = await names.images(.holding("9-9"), on: choice, atMost: 10) }
        #expect(service.listings == 1)
        await names.stop()
    }

    @Test(.timeLimit(.minutes(1))) func `are offered as far as they have come, and go on coming`() async throws {
        await gate.letThrough(2)
        let names = BackendNames(session, freshness: Freshness(firstPatience: .milliseconds(50)))
        var offered = await names.images(.beginning("image-"), on: choice, atMost: 10_000)
        while offered.found.entries.count < 2000 {
            try await Task.sleep(for: .milliseconds(1))
            offered = await names.images(.beginning("image-"), on: choice, atMost: 10_000)
        }
        #expect(offered.found.entries.count == 2000)
        #expect(!offered.isWhole)
        await gate.letThrough(8)
        while offered.found.entries.count < 10_000 || !offered.isWhole {
            try await Task.sleep(for: .milliseconds(1))
            offered = await names.images(.beginning("image-"), on: choice, atMost: 10_000)
        }
        #expect(service.listings == 1)
        await names.stop()
    }

    @Test func `are cut with the last of all at the end`() async throws {
        await gate.letThrough(10)
        let names = BackendNames(session, freshness: Freshness(firstPatience: .seconds(600)))
        let found = await names.images(.beginning(""), on: choice, atMost: 100).found
        #expect(found.entries.count == 100 && found.isCut)
        #expect(found.entries.last?.name == "image-9-999")
        await names.stop()
    }

    @Test(.timeLimit(.minutes(1)))
    func `are looked at again after a command, when the list is too long to be read again`() async throws {
        let freshness = Freshness(
            maximumAge: .seconds(600), firstPatience: .seconds(600), shortEffort: .zero, rest: 1_000_000)
        let names = BackendNames(session, freshness: freshness)
        await gate.letThrough(10)
        #expect(await names.images(.beginning("image-5-55"), on: choice, atMost: 10).found.entries.count == 10)
        service.change(
            pages: [[Image(id: Image.ID("new"), name: "image-5-555-new", status: .queued)]], gone: ["id-5-555"])
        await gate.letThrough(1)
        names.invalidate()
        while true {
            let found = await names.images(.beginning("image-5-555"), on: choice, atMost: 10).found
            if found.entries.map(\.name) == ["image-5-555-new"] { break }
            try await Task.sleep(for: .milliseconds(1))
        }
        #expect(service.listings == 2)
        await names.stop()
    }

    @Test(.timeLimit(.minutes(1))) func `are kept for the next process, in a file of the user's own`() async throws {
        let directory = try TemporaryDirectory()
        let kept = KeptNames(directory: directory("names"))
        await gate.letThrough(10)
        let first = BackendNames(session, freshness: Freshness(firstPatience: .seconds(600)), kept: kept)
        _ = await first.images(.beginning("image-9-99"), on: choice, atMost: 1000)
        await first.finish()
        let path = try #require(try Self.file(in: directory))
        let status = try #require(try FileStatus.of(path))
        #expect(status.mode & 0o777 == 0o600)

        let next = BackendNames(session, kept: kept)
        let offered = await next.images(.beginning("image-9-99"), on: choice, atMost: 1000)
        #expect(offered.found.entries.count == 11 && offered.isWhole)
        #expect(service.listings == 1)
    }

    @Test(.timeLimit(.minutes(1)))
    func `that were kept long ago are offered at once, and asked for again`() async throws {
        let directory = try TemporaryDirectory()
        let kept = KeptNames(directory: directory("names"))
        let old = Image(id: Image.ID("old"), name: "image-old", status: .active, properties: ["os_distro": "debian"])
        await kept.keep(KeptNames.List(images: [old], age: .seconds(3600), effort: .zero), of: service.info)
        let names = BackendNames(session, freshness: Freshness(maximumAge: .zero), kept: kept)
        #expect(
            await names.images(.beginning("image-"), on: choice, atMost: 1000).found.entries.map(\.name) == [
                "image-old"
            ])
        #expect(await names.values(of: "os_distro", on: choice) == ["debian"])
        #expect(await names.areBehind)
        await gate.letThrough(1000)
        await names.finish()
        #expect(service.listings == 1)
        #expect(await names.images(.beginning("image-0-99"), on: choice, atMost: 1000).found.entries.count == 11)
        await names.stop()
    }

    @Test func `that were kept for somebody else, or are damaged, are not offered`() async throws {
        let directory = try TemporaryDirectory()
        let kept = KeptNames(directory: directory("names"))
        let image = Image(id: Image.ID("one"), name: "one", status: .active)
        var other = service.info
        other.identity = "somebody else"
        await kept.keep(KeptNames.List(images: [image], age: .zero, effort: .zero), of: other)
        #expect(await kept.list(of: service.info) == nil)
        #expect(await kept.list(of: other)?.images == [image])
        let path = try #require(try Self.file(in: directory))
        let whole = try OpenFile.reading(path).read(1 << 20, at: 0)
        for bytes in [[], Array(whole.dropLast(3)), Array("nonsense".utf8), whole + Array("\n[]".utf8)] {
            try directory.write("names/" + Self.name(of: path), bytes)
            #expect(await kept.list(of: other) == nil)
        }
    }

    private static func name(of path: String) -> String { String(path.split(separator: "/").last ?? "") }

    private static func file(in directory: TemporaryDirectory) throws -> String? {
        try Directory.names(directory("names")).first { $0.hasSuffix(".jsonl") }.map { directory("names/" + $0) }
    }
}
