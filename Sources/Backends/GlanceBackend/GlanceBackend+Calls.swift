internal import BackendKit
internal import HTTPTransport
internal import OpenStack

/// How every call is made, and what its failure means.
extension GlanceBackend {
    /// A call that changes nothing.
    /// - Parameter refusal: the error for a status that is no answer.
    func ask(
        _ request: ServiceRequest, _ refusal: (ServiceFault) async throws -> ImageError
    ) async throws -> ServiceResponse {
        do {
            let response = try await client.send(request)
            await learnPlace()
            return response
        } catch let fault as ServiceFault {
            throw try await refusal(fault)
        } catch let lost as AnswerLost {
            throw lost.cause
        }
    }

    /// A call that changes something. When its answer is lost, the service is looked at, and the call is made once
    /// more if nothing has changed.
    /// - Parameters:
    ///   - deed: completes "… failed", such as `deleting image 4f1c…`.
    ///   - look: the value once the change is there; `nil` when it is not.
    ///   - answer: reads the value from the answer.
    ///   - refusal: the error for a status that is no answer.
    func change<Value>(
        _ request: ServiceRequest, _ deed: String, look: () async throws -> Value?,
        answer: (ServiceResponse) async throws -> Value, refusal: (ServiceFault) async throws -> ImageError
    ) async throws -> Value {
        var cause: ImageError?
        for _ in 0..<(retry.triesAgain ? 2 : 1) {
            do {
                let response = try await client.send(request)
                await learnPlace()
                return try await answer(response)
            } catch {
                if let lost = Self.lostAnswer(error) {
                    cause = lost
                } else if let fault = error as? ServiceFault {
                    // "Already there" or "not there" may be the doing of the first try.
                    if cause == nil { throw try await refusal(fault) }
                    guard let value = try await look() else { throw try await refusal(fault) }
                    return value
                } else {
                    throw error
                }
            }
            if let value = try await seen(deed, cause, look) { return value }
        }
        throw ImageError(
            .network, "\(deed) failed: the service broke off\(retry.triesAgain ? " twice" : ""); nothing was changed",
            details: Self.details(of: cause))
    }

    private func seen<Value>(
        _ deed: String, _ cause: ImageError?, _ look: () async throws -> Value?
    ) async throws -> Value? {
        do {
            guard let value = try await look() else { return nil }
            diagnostics.report(.warning("the answer to \(deed) was lost; it was done all the same"))
            return value
        } catch let error as ImageError where error.code == .network {
            throw ImageError(
                .network, "\(deed): the answer never came, and it is not known whether it was done",
                details: Self.details(of: cause) + Self.details(of: error))
        }
    }

    /// Why there is no answer, when the service may have acted all the same.
    static func lostAnswer(_ error: any Error) -> ImageError? {
        switch error {
        case let lost as AnswerLost: lost.cause
        case let fault as ServiceFault where [500, 502, 504].contains(fault.status):
            fault.error(.network, "the service failed")
        default: nil
        }
    }

    static func details(of error: ImageError?) -> [String] {
        guard let error else { return [] }
        return [error.message] + error.details
    }

    /// The error for a refusal that has no meaning of its own.
    func refusal(_ fault: ServiceFault, of id: Image.ID? = nil, _ deed: String) -> ImageError {
        if fault.status == 404, let id { return noImage(id, fault) }
        return fault.error(nil, "\(deed) failed: \(Self.reason(fault))")
    }

    func noImage(_ id: Image.ID, _ fault: ServiceFault? = nil) -> ImageError {
        var error = ImageError.noImage(id.rawValue, in: info)
        if let fault { error.details = [fault.detail] }
        return error
    }

    /// The error for a call this cloud does not have.
    func missing(_ what: String, _ fault: ServiceFault? = nil) -> ImageError {
        ImageError(.unsupported, "this cloud has no \(what)", details: fault.map { [$0.detail] } ?? [])
    }

    private static func reason(_ fault: ServiceFault) -> String {
        switch fault.status {
        case 300..<400: "the address points elsewhere"
        case 400, 416: "the service does not take a value"
        case 401: "the service does not accept the login"
        case 403: "you may not do this"
        case 404: "there is no such thing"
        case 409: "the state of things forbids it"
        case 410: "it was deleted meanwhile"
        case 413: "a quota or limit is reached"
        case 415: "the data is not what it is said to be"
        case 500...: "the service failed"
        default: "the service gave an answer nobody expected"
        }
    }
}

/// Records, and the paths to them.
extension GlanceBackend {
    func record(_ id: Image.ID) async throws -> ImageRecord {
        let response = try await ask(ServiceRequest(.get, try path(of: id))) {
            self.refusal($0, of: id, "showing image \(id)")
        }
        return try ImageRecord(response)
    }

    func imageIfPresent(_ id: Image.ID) async throws -> Image? {
        do { return try await image(id) } catch let error as ImageError where error.code == .notFound { return nil }
    }

    /// The segments of a path below an image.
    /// - Throws: ``ImageError`` with code `.notFound` for an ID that cannot be one segment.
    func path(of id: Image.ID, _ more: String...) throws(ImageError) -> [String] {
        guard PathSegment.isSafe(id.rawValue) else { throw noImage(id) }
        return ["images", id.rawValue] + more
    }
}
