public import BackendKit
internal import HTTPTransport
public import OpenStack

/// Images in a Glance v2 service (OpenStack Image API v2).
///
/// What a cloud lacks is found by asking it, never by its version number: the list of versions depends on a site's
/// settings, and several routes answer although their version is not listed. A call a cloud does not have ends in
/// `.unsupported`.
///
/// `storeImage` is not offered: Glance makes a record and takes its data in two calls that no transaction joins.
public final class GlanceBackend: ImageBackend {
    let client: LearningClient
    let diagnostics: BackendDiagnostics
    let pause: ChangePolicy.Pause
    let retry: RetryPolicy
    private let projects: (any ProjectFinding)?
    private let volumes: VolumeService?
    private let finish: @Sendable () async -> Void

    /// Sends nothing yet: a login happens on first use.
    /// - Parameters:
    ///   - info: what is known without a login; region, project and user are added after it.
    ///   - pause: waits between two looks at the service.
    ///   - retry: whether what broke is done again; how often single calls are tried is the client's affair.
    ///   - projects: knows the cloud's projects by name, if anybody does.
    ///   - blockStorage: the service with the cloud's volumes, which the cloud may lack.
    ///   - close: gives back what the client holds open.
    public init(
        client: any ServiceClient, info: BackendInfo, diagnostics: BackendDiagnostics = BackendDiagnostics(),
        pause: @escaping ChangePolicy.Pause = { try await Task.sleep(for: $0) }, retry: RetryPolicy = .standard,
        projects: (any ProjectFinding)? = nil, blockStorage: (any ServiceClient)? = nil,
        close: @escaping @Sendable () async -> Void = {}
    ) {
        self.client = LearningClient(client, info: info)
        self.diagnostics = diagnostics
        self.pause = pause
        self.retry = retry
        self.projects = projects
        volumes = blockStorage.map { VolumeService(client: $0, place: info.name) }
        finish = close
    }

    public var info: BackendInfo { client.info }

    public func images(matching query: ImageQuery) -> Pages<Image> {
        Pages {
            let list = ImageList(query, of: self)
            return { try await list.next() }
        }
    }

    public func image(_ id: Image.ID) async throws -> Image { try await record(id).image }

    public func deleteImage(_ id: Image.ID) async throws {
        let deed = "deleting image \(id)"
        try await change(
            ServiceRequest(.delete, try path(of: id), kind: .work, accepts: [204], repeats: .whenUntouched), deed,
            look: {
                let image = try await self.imageIfPresent(id)
                return image == nil || image?.status == .pendingDelete || image?.status == .deleted ? () : nil
            },
            answer: { _ in },
            refusal: { fault in
                // Glance says 403 for a protected image as well.
                if fault.status == 403, let image = try await self.imageIfPresent(id), image.isProtected == true {
                    return fault.error(
                        .conflict, "image '\(image.label)' is protected; it was not deleted",
                        hint: "image set --unprotected \(id)")
                }
                return self.refusal(fault, of: id, deed)
            })
    }

    public func alternative(for capability: AnyCapability) -> String? {
        capability.name == Capability<any ServerSnapshotting>.snapshotting.name ? info.name(of: "nova") : nil
    }

    public func state() async -> BackendState { await client.status().state(of: info) }

    public func facet<Facet>(_ capability: Capability<Facet>) -> Facet? {
        self as? Facet ?? projects as? Facet ?? volumes as? Facet
    }

    public func close() async { await finish() }
}
