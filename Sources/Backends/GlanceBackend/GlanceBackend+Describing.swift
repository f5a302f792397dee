public import BackendKit
internal import HTTPTransport
internal import JSONText
internal import OpenStack

/// What the service takes, and how much of it is left.
extension GlanceBackend: ServiceDescribing {
    public func formats() async throws -> (disk: [DiskFormat], container: [ContainerFormat]) {
        let response = try await schemaResponse("image")
        let fields = try response.json()["properties"]
        func words(_ field: String) -> [String] { (fields?[field]?["enum"]?.array ?? []).compactMap(\.string) }
        return (
            words("disk_format").map(DiskFormat.init(rawValue:)),
            words("container_format").map(ContainerFormat.init(rawValue:))
        )
    }

    public func schema(_ name: String) async throws -> [UInt8] { try await schemaResponse(name).bytes }

    public func information(_ name: String) async throws -> [UInt8] {
        let segments = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard segments.allSatisfy(PathSegment.isSafe) else { throw missing("information about '\(name)'") }
        return try await ask(ServiceRequest(.get, ["info"] + segments)) { fault in
            fault.status == 404
                ? self.missing("information about '\(name)'", fault) : self.refusal(fault, "asking for '\(name)'")
        }.bytes
    }

    public func usage() async throws -> [QuotaUsage] {
        let response = try await ask(ServiceRequest(.get, ["info", "usage"])) { fault in
            fault.status == 404 ? self.missing("quotas to show", fault) : self.refusal(fault, "asking for the quotas")
        }
        guard let quotas = try response.json()["usage"]?.object else { return [] }
        return quotas.compactMap { name, quota in
            guard case .integer(let limit)? = quota["limit"], case .integer(let usage)? = quota["usage"] else {
                return nil
            }
            return QuotaUsage(name: name, limit: limit, usage: usage)
        }
    }

    private func schemaResponse(_ name: String) async throws -> ServiceResponse {
        let segments = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let none = "the service has no schema '\(name)'"
        guard segments.allSatisfy(PathSegment.isSafe) else { throw ImageError(.notFound, none) }
        return try await ask(ServiceRequest(.get, ["schemas"] + segments)) { fault in
            fault.status == 404 ? fault.error(.notFound, none) : self.refusal(fault, "asking for the schema '\(name)'")
        }
    }
}
