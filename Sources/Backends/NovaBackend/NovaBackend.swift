public import BackendKit
internal import HTTPTransport
public import OpenStack
internal import Synchronization

/// Images as Nova shows them (OpenStack Compute API v2.1, `/images`): list, show, delete and properties, and images made
/// of servers.
///
/// Nova passes these calls on to Glance and tells less than Glance does. What it does not tell is absent here, never
/// guessed, and what it cannot do is refused before anything is sent.
public final class NovaBackend: ImageBackend {
    let plainClient: LearningClient
    private let versions: VersionMemory
    let diagnostics: BackendDiagnostics
    /// How changes are made.
    let changes: ChangePolicy
    private let finish: @Sendable () async -> Void
    private let hasWarned = Mutex(false)

    /// Sends nothing yet: a login happens on first use.
    /// - Parameters:
    ///   - info: what is known without a login; region, project and user are added after it.
    ///   - microversion: the highest one to ask for, such as `2.30`; `nil` is what each call can use.
    ///   - pause: waits between two looks at the service.
    ///   - retry: whether what broke is done again; how often single calls are tried is the client's affair.
    ///   - close: gives back what the client holds open.
    public init(
        client: any ServiceClient, info: BackendInfo, microversion: String? = nil,
        diagnostics: BackendDiagnostics = BackendDiagnostics(),
        pause: @escaping ChangePolicy.Pause = { try await Task.sleep(for: $0) }, retry: RetryPolicy = .standard,
        close: @escaping @Sendable () async -> Void = {}
    ) {
        plainClient = LearningClient(client, info: info)
        versions = VersionMemory(highest: microversion.flatMap(Microversion.init(_:)))
        self.diagnostics = diagnostics
        changes = ChangePolicy(retry, pause: pause, diagnostics: diagnostics)
        finish = close
    }

    public var info: BackendInfo { plainClient.info }

    public func images(matching query: ImageQuery) -> Pages<Image> {
        Pages {
            let list = Result { try ImageList(query, of: self) }
            return { try await list.get().next() }
        }
    }

    public func image(_ id: Image.ID) async throws -> Image {
        let response = try await ask(.images, ServiceRequest(.get, try path(of: id))) {
            self.refusal($0, of: id, "showing image \(id)")
        }
        let image = try ImageRecord.image(response)
        try response.require(image.id, for: id)
        return image
    }

    public func deleteImage(_ id: Image.ID) async throws {
        let deed = "deleting image \(id)"
        do {
            try await change(
                .images,
                ServiceRequest(.delete, try path(of: id), kind: .work, accepts: [204], repeats: .whenUntouched), deed,
                look: {
                    let image = try await self.imageIfPresent(id)
                    return image == nil || image?.status == .deleted ? () : nil
                },
                answer: { _ in },
                refusal: { fault in
                    guard fault.status == 403 else { return self.refusal(fault, of: id, deed) }
                    return fault.error(
                        .forbidden, "\(deed) failed: it is protected, or not yours; Nova does not say which",
                        hint: self.otherway)
                })
        } catch let error as ImageError where error.kind == .serviceFailure {
            // Nova does not handle the image service's 409 (nova/api/openstack/compute/images.py, `delete`).
            throw ImageError(
                .conflict,
                "\(deed) failed: Nova fails in itself, as it does for an image whose data is in use; it was not deleted",
                details: error.details)
        }
    }

    public func alternative(for capability: AnyCapability) -> String? {
        Self.abilitiesOfGlance.contains(capability.name) ? info.name(of: "glance") : nil
    }

    private static let abilitiesOfGlance = Set(
        [
            AnyCapability(.creating), AnyCapability(.uploading), AnyCapability(.downloading),
            AnyCapability(.activating), AnyCapability(.sharing), AnyCapability(.importing), AnyCapability(.stores),
            AnyCapability(.tasks), AnyCapability(.caching), AnyCapability(.locations), AnyCapability(.describing),
            AnyCapability(.projects), AnyCapability(.resuming),
        ].map(\.name))

    public func state() async -> BackendState { await plainClient.status().state(of: info) }

    public func close() async { await finish() }

    // MARK: For the facets

    /// What to type for what Nova cannot do, or does badly.
    var otherway: String { "use \(info.name(of: "glance"))" }

    /// The service, asked for a microversion up to this one.
    func client(_ version: Microversion) -> any ServiceClient {
        VersionedClient(plainClient, version, versions)
    }

    /// Warns once that a change of properties changes more than that.
    func warnOfVisibility() {
        let isFirst = hasWarned.withLock { hasWarned in
            defer { hasWarned = true }
            return !hasWarned
        }
        guard isFirst else { return }
        diagnostics.report(
            .warning(
                "when Nova changes properties it also makes a 'shared' or 'community' image 'private'; "
                    + "\(info.name(of: "glance")) does not"))
    }
}
