public import BackendKit
internal import HTTPTransport

extension ServiceClient {
    /// A call that changes nothing.
    /// - Parameter refusal: the error for a status that is no answer.
    public func ask(
        _ request: ServiceRequest, _ refusal: (ServiceFault) async throws -> ImageError
    ) async throws -> ServiceResponse {
        do {
            return try await send(request)
        } catch let fault as ServiceFault {
            throw try await refusal(fault)
        } catch let lost as AnswerLost {
            throw lost.cause
        }
    }

    /// A call that changes something. When its answer is lost, the service is looked at, and the call is made once
    /// more if nothing has changed.
    /// - Parameters:
    ///   - request: the change. Where it is ``HTTPRequest/Kind/work`` and a gateway would not wait any longer (504), the
    ///     service may still be at it, and is looked at for a while before the second try.
    ///   - deed: completes "… failed", such as `deleting image 4f1c…`.
    ///   - look: the value once the change is there; `nil` when it is not.
    ///   - answer: reads the value from the answer.
    ///   - refusal: the error for a status that is no answer.
    /// - Throws: ``ImageError``; its kind is `.serviceFailure` when the service failed in itself and nothing was changed.
    public func change<Value>(
        _ request: ServiceRequest, _ deed: String, by policy: ChangePolicy, look: () async throws -> Value?,
        answer: (ServiceResponse) async throws -> Value, refusal: (ServiceFault) async throws -> ImageError
    ) async throws -> Value {
        var cause: ImageError?
        for _ in 0..<policy.tries {
            let isAtIt: Bool
            do {
                return try await answer(try await send(request))
            } catch {
                if let lost = AnswerLost.cause(of: error) {
                    cause = lost.following(cause)
                    isAtIt = request.kind == .work && (error as? ServiceFault)?.status == 504
                } else if let fault = error as? ServiceFault {
                    guard let cause else { throw try await refusal(fault) }
                    // "Already there" or "not there" may be the doing of the first try.
                    if let value = try await look() { return value }
                    throw Self.unsettled(try await refusal(fault), after: cause)
                } else {
                    throw Self.told(error, after: cause)
                }
            }
            func found() async throws -> Value? { try await seen(deed, cause, look, policy.diagnostics) }
            if let value = try await found() { return value }
            if isAtIt, let value = try await policy.laterValue(deed, found) { return value }
        }
        // One that said that it failed is at its end. One that did not answer in time may go on: Glance deletes the data
        // of an image before the record, however long that takes.
        let state =
            cause?.kind == .serviceFailure
            ? "nothing was changed" : "nothing is changed so far, and a busy service may still do it"
        throw ImageError(
            .network, kind: cause?.kind,
            "\(deed) failed: the service broke off\(policy.tries > 1 ? " twice" : ""); \(state)",
            details: cause?.asDetails ?? [])
    }

    /// Where the answer to a first try was lost, a refusal of the second one may come of the first, which goes on: Glance
    /// deletes the data of an image for as long as that takes, and says meanwhile that it is in use.
    private static func unsettled(_ refusal: ImageError, after cause: ImageError) -> ImageError {
        guard cause.kind != .serviceFailure else { return refusal }
        var told = refusal
        told.message += "; the answer to a first try was lost, and a busy service may still do it"
        told.details += cause.asDetails
        return told
    }

    /// Where the answer to a first try was lost, a second one that does not get through says nothing of the first.
    private static func told(_ error: any Error, after cause: ImageError?) -> any Error {
        guard cause != nil, var told = error as? ImageError, told.kind == .notReached else { return error }
        told.kind = nil
        return told
    }

    private func seen<Value>(
        _ deed: String, _ cause: ImageError?, _ look: () async throws -> Value?, _ diagnostics: BackendDiagnostics
    ) async throws -> Value? {
        do {
            guard let value = try await look() else { return nil }
            diagnostics.report(.warning("the answer to \(deed) was lost; it was done all the same"))
            return value
        } catch let error as ImageError where error.code == .network {
            throw ImageError(
                .network, "\(deed): the answer never came, and it is not known whether it was done",
                details: (cause?.asDetails ?? []) + error.asDetails)
        }
    }
}

extension ImageError {
    /// Why the answer to a second try was lost, where that to a first one may have been as well. What the first one may
    /// still do is not undone by a service that failed at the second.
    fileprivate func following(_ first: ImageError?) -> ImageError {
        guard var told = first, told.kind != .serviceFailure, kind == .serviceFailure else { return self }
        told.details += asDetails
        return told
    }
}

extension AnswerLost {
    /// Why there is no answer, when the service may have acted all the same; `nil` for any other error.
    public static func cause(of error: any Error) -> ImageError? {
        switch error {
        case let lost as AnswerLost: lost.cause
        case let fault as ServiceFault where [500, 502, 504].contains(fault.status):
            ImageError(
                .network, kind: fault.status == 500 ? .serviceFailure : nil, "the service failed",
                details: [fault.detail])
        default: nil
        }
    }
}

extension ImageError.Kind {
    /// The service answered 500: it failed in itself, which is not a broken connection or a proxy's word.
    public static let serviceFailure = Self("service failure")
}
