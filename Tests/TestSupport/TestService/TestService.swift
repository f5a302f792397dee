public import BackendKit
import LocalBackend
import Synchronization

/// An image service with members, stores, imports, tasks, a cache and locations, in the memory of a test.
///
/// Small, but with state and with the rules of the Image API: records and data are those of a real local backend, and
/// what that lacks is kept here. One project owns every image; ``caller`` says who asks.
public actor TestService: ImageBackend {
    public nonisolated let info = BackendInfo(kind: "service", name: "service", location: "memory")
    let inner: any ImageBackend
    private let directory: TemporaryDirectory

    /// The project that owns every image, and another one.
    public static let owner = "921e80d9c1be4cafbf99096b23189576"
    public static let other = "def03137a7bd4341bcc3836b11e41368"

    /// The project that asks.
    public var caller = TestService.owner
    var membersByImage: [Image.ID: [Member]] = [:]
    var knownStores = [
        Store(id: "fast", about: "fast file store (default)", isDefault: true),
        Store(id: "slow", about: "slow file store"),
        Store(id: "web", about: "read-only http store", isReadOnly: true),
    ]
    /// The stores that hold an image's data.
    var copies: [Image.ID: [Store.ID]] = [:]
    /// The stores that the last read preferred.
    public internal(set) var preferredStores: [Store.ID] = []
    var staged: [Image.ID: [UInt8]] = [:]
    var jobs: [Image.ID: ImportJob] = [:]
    var finishedJobs: [Image.ID: ImportJob] = [:]
    /// What the service finds when it fetches an address.
    public var web: [String: [UInt8]] = [:]
    /// Stores that fail to take data.
    public var brokenStores: Set<Store.ID> = []
    /// Whether an import is done when its order is taken; otherwise ``work()`` does a piece of it.
    public var worksAtOnce = true
    var taskLog: [ImageTask] = []
    var cached: [CacheContents.Entry] = []
    var queuedForCache: [Image.ID] = []
    var locationsByImage: [Image.ID: [ImageLocation]] = [:]
    /// Two of one name, and one that cannot be imaged now.
    public var knownServers = [
        Server(id: Server.ID("aaaaaaaa-0000-4000-8000-000000000001"), name: "web-1", status: "ACTIVE"),
        Server(id: Server.ID("aaaaaaaa-0000-4000-8000-000000000002"), name: "twin", status: "ACTIVE"),
        Server(id: Server.ID("aaaaaaaa-0000-4000-8000-000000000003"), name: "twin", status: "ACTIVE"),
        Server(id: Server.ID("aaaaaaaa-0000-4000-8000-000000000004"), name: "new", status: "BUILD"),
    ]
    /// The namespaces of metadata definitions.
    var definitions = TestService.sampleNamespaces
    private var seconds: Int64 = 1_790_000_000

    public init() throws {
        directory = try TemporaryDirectory()
        inner = LocalBackend(directory: directory.path, name: "service", inspector: { _ in DataFindings() })
    }

    /// Changes what the test decides: who asks, what breaks.
    public func change(_ body: @Sendable (isolated TestService) -> Void) { body(self) }

    public nonisolated func facet<Facet>(_ capability: Capability<Facet>) -> Facet? {
        self as? Facet ?? inner.facet(capability)
    }

    public nonisolated func images(matching query: ImageQuery) -> Pages<Image> {
        Pages {
            let isDone = Mutex(false)
            return {
                let wasDone = isDone.withLock { done in
                    defer { done = true }
                    return done
                }
                return wasDone ? nil : try await self.visibleImages(query)
            }
        }
    }

    public func image(_ id: Image.ID) async throws -> Image {
        let found = decorated(try await inner.image(id))
        guard caller == Self.owner || found.visibility == .public || membership(of: id) != nil else {
            throw ImageError.noImage(id.rawValue, in: info)
        }
        return found
    }

    public func deleteImage(_ id: Image.ID) async throws {
        try await inner.deleteImage(id)
        membersByImage[id] = nil
        jobs[id] = nil
    }

    public func close() async { await inner.close() }

    private func visibleImages(_ query: ImageQuery) async throws -> [Image] {
        let wanted = query.memberStatus ?? .accepted
        return try await inner.images(matching: query).collect().map(decorated).filter { image in
            guard caller != Self.owner else { return true }
            let status = membership(of: image.id)?.status
            return status != nil && (wanted.rawValue == "all" || wanted == status)
        }
    }

    func membership(of id: Image.ID) -> Member? { membersByImage[id]?.first { $0.project == caller } }

    /// The record with what this service knows beside it.
    func decorated(_ image: Image) -> Image {
        var image = image
        image.owner = Self.owner
        if let places = places(of: image), !places.isEmpty {
            image.properties["stores"] = places.joined(separator: ",")
        }
        if let job = jobs[image.id], image.status == .queued { image.status = job.hasData ? .importing : .queued }
        if staged[image.id] != nil { image.status = .uploading }
        return image
    }

    /// An upload that names no store is in the default one.
    func places(of image: Image) -> [Store.ID]? {
        image.status == .active ? copies[image.id] ?? ["fast"] : nil
    }

    /// A moment later than every one before.
    func now() -> Timestamp {
        seconds += 1
        return Timestamp(secondsSince1970: seconds)
    }

    func requireStore(_ id: Store.ID) throws {
        guard knownStores.contains(where: { $0.id == id }) else {
            throw ImageError(.usage, "there is no store '\(id)'", hint: "image stores list")
        }
    }
}
