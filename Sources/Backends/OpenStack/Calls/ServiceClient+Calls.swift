public import BackendKit

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
    ///   - deed: completes "… failed", such as `deleting image 4f1c…`.
    ///   - look: the value once the change is there; `nil` when it is not.
    ///   - answer: reads the value from the answer.
    ///   - refusal: the error for a status that is no answer.
    ///   - retry: whether there is a second try.
    ///   - pause: passes the time between more looks where a gateway would not wait any longer (504) for what the service
    ///     may be at; without it, the second try comes after one look.
    /// - Throws: ``ImageError``; its kind is `.serviceFailure` when the service failed in itself and nothing was changed.
    public func change<Value>(
        _ request: ServiceRequest, _ deed: String, look: () async throws -> Value?,
        answer: (ServiceResponse) async throws -> Value, refusal: (ServiceFault) async throws -> ImageError,
        diagnostics: BackendDiagnostics, retry: RetryPolicy, pause: ((Duration) async throws -> Void)? = nil
    ) async throws -> Value {
        var cause: ImageError?
        for _ in 0..<(retry.triesAgain ? 2 : 1) {
            var isAtIt = false
            do {
                return try await answer(try await send(request))
            } catch {
                if let lost = AnswerLost.cause(of: error) {
                    cause = lost
                    isAtIt = (error as? ServiceFault)?.status == 504
                } else if let fault = error as? ServiceFault {
                    guard let cause else { throw try await refusal(fault) }
                    // "Already there" or "not there" may be the doing of the first try.
                    if let value = try await look() { return value }
                    throw Self.unsettled(try await refusal(fault), after: cause)
                } else {
                    throw Self.told(error, after: cause)
                }
            }
            if let value = try await seen(deed, cause, look, diagnostics) { return value }
            guard isAtIt, let pause else { continue }
            for seconds in [2, 4, 8, 16] {
                let wait = "looking again in \(seconds) s"
                diagnostics.report(.waiting("\(deed) takes longer than a gateway waits (504); \(wait)"))
                try await pause(.seconds(seconds))
                if let value = try await seen(deed, cause, look, diagnostics) { return value }
            }
        }
        // One that said that it failed is at its end. One that did not answer in time may go on: Glance deletes the data
        // of an image before the record, however long that takes.
        let state =
            cause?.kind == .serviceFailure
            ? "nothing was changed" : "nothing is changed so far, and a busy service may still do it"
        throw ImageError(
            .network, kind: cause?.kind,
            "\(deed) failed: the service broke off\(retry.triesAgain ? " twice" : ""); \(state)",
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
