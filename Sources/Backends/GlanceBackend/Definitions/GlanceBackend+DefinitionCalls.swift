internal import BackendKit
internal import HTTPTransport
internal import JSONText
internal import OpenStack

/// How every call about a metadata definition is made, and what its failure means.
extension GlanceBackend {
    func definition(
        at place: DefinitionPlace, query: [(name: String, value: String)] = []
    ) async throws -> ServiceResponse {
        try await ask(ServiceRequest(.get, try place.path, query: query)) {
            try await self.refusal($0, at: place, "showing \(place.words)")
        }
    }

    /// - Parameters:
    ///   - body: `nil` is an empty one, whose length is told all the same: some proxies answer 411 otherwise.
    ///   - collection: where the call goes to when it is not to the place itself.
    ///   - newPlace: where it is afterwards, when it gets another name.
    ///   - read: the value in an answer; `nil` for one that nobody can read.
    ///   - look: the value that is there after a lost answer, if any.
    func write<Value>(
        _ method: HTTPRequest.Method, _ body: JSON?, at place: DefinitionPlace, to collection: [String]? = nil,
        renamedTo newPlace: DefinitionPlace? = nil, headers: HTTPHeaders = HTTPHeaders(), _ deed: String,
        read: (JSON) -> Value?, look: () async throws -> Value?
    ) async throws -> Value {
        try (newPlace ?? place).checkName()
        return try await change(
            ServiceRequest(
                method, try collection ?? place.path, headers: headers, body: .bytes(body?.bytes ?? []),
                accepts: [200, 201], repeats: .whenUntouched),
            deed, look: look,
            answer: { response in
                guard let value = read(try response.json()) else { throw self.unreadable(place) }
                return value
            },
            refusal: { fault in
                if fault.status == 409 { return fault.error(.conflict, (newPlace ?? place).taken.message) }
                return try await self.refusal(fault, at: place, deed)
            })
    }

    /// What has the new name after the answer to a change was lost; `nil` while nothing has.
    ///
    /// Glance fails in itself, instead of refusing, when an object or a property gets the name of another one.
    /// - Throws: ``ImageError`` with code `.conflict` when the old name is there as well: the new one is another's.
    func renamed<Value>(
        _ name: String, to newPlace: DefinitionPlace, _ nameOf: (Value) -> String,
        find: (String) async throws -> Value
    ) async throws -> Value? {
        let newName = newPlace.name ?? newPlace.namespace
        guard let found = try await ifPresent({ try await find(newName) }) else { return nil }
        // A service that does not tell 'a' from 'A' finds the new one by the old name too.
        guard !name.hasSameBytes(as: newName), let old = try await ifPresent({ try await find(name) }),
            nameOf(old).hasSameBytes(as: name)
        else { return found }
        throw newPlace.taken
    }

    func delete(_ place: DefinitionPlace, isGone: () async throws -> Bool) async throws {
        let deed = "deleting \(place.words)"
        try await change(
            ServiceRequest(.delete, try place.path, accepts: [204], repeats: .whenUntouched), deed,
            look: { try await isGone() ? () : nil }, answer: { _ in },
            refusal: { fault in
                // Glance says 403 for a protected namespace as well, and for most of what is in it.
                if fault.status == 403,
                    let namespace = try await self.ifPresent({ try await self.namespace(place.namespace, for: nil) }),
                    namespace.isProtected == true
                {
                    return fault.error(
                        .conflict, "the namespace '\(place.namespace)' is protected; nothing was deleted",
                        hint: "image metadef namespace set --unprotected '\(place.namespace)'")
                }
                return try await self.refusal(fault, at: place, deed)
            })
    }

    /// The value, or `nil` when there is none of that name.
    func ifPresent<Value>(_ body: () async throws -> Value) async throws -> Value? {
        do { return try await body() } catch let error as ImageError where error.code == .notFound { return nil }
    }

    func unreadable(_ place: DefinitionPlace) -> ImageError {
        ImageError(.protocol, "the service described \(place.words) in a way nobody can read")
    }

    /// What can be read of the items of a list; the rest is told of.
    func readable<Value>(_ items: [JSON], _ noun: String, _ read: (JSON) -> Value?) -> [Value] {
        items.compactMap { json in
            let value = read(json)
            if value == nil { diagnostics.report(.warning("a \(noun) of the list is unreadable: it has no name")) }
            return value
        }
    }

    /// Glance says 404 for a namespace and for what is in it alike.
    private func refusal(
        _ fault: ServiceFault, at place: DefinitionPlace, _ deed: String
    ) async throws -> ImageError {
        switch fault.status {
        case 404:
            let namespace = DefinitionPlace(place.namespace)
            let isThere = place.name == nil ? false : try await ifPresent { try await definition(at: namespace) } != nil
            let error = isThere ? place.missing : namespace.missing
            return fault.error(.notFound, error.message, hint: error.hint)
        default: return refusal(fault, deed)
        }
    }
}
