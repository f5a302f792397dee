internal import BackendKit
internal import HTTPTransport

/// Carries one call: tries it as often as its rule allows, follows redirects that are safe, and tells what happens.
struct Exchange: Sendable {
    let transport: any Transport
    let diagnostics: BackendDiagnostics
    let pace: Pace
    let policy: RetryPolicy
    let redactor: Redactor
    /// What the calls so far have told about who is there.
    let reachability = Reachability()
    /// Options of `curl` for traces.
    var curlOptions: [String] = []

    /// What is to be done.
    struct Call: Sendable {
        var request: HTTPRequest
        /// Statuses that are answers.
        let accepts: Set<Int>
        let rule: RepeatRule
        /// When the call must be over, with all its tries, by ``Pace/now``.
        var deadline: Duration?

        /// `GET /v2/images`
        var name: String { "\(request.method.rawValue) \(request.url.path)" }
    }

    enum Outcome<Value: Sendable>: Sendable {
        case value(Value)
        case refusal(Refusal)
    }

    /// A status the call does not accept.
    struct Refusal: Sendable {
        let status: Int
        let headers: HTTPHeaders
        /// What is kept of the body.
        let bytes: [UInt8]
    }

    /// - Parameter isRepeatable: whether `body` may run again when the connection breaks while it does.
    /// - Throws: ``AnswerLost``, ``ImageError``, `CancellationError`, what `body` throws.
    func run<Value: Sendable>(
        _ call: Call, isRepeatable: Bool, _ body: @Sendable (HTTPResponse) async throws -> Value
    ) async throws -> Outcome<Value> {
        var call = call
        var budget = RetryBudget(call.rule, policy, pace, deadline: call.deadline)
        var redirects = Redirects(from: call.request)
        var wasReached = false
        while true {
            let wait: RetryBudget.Wait?
            if let deadline = call.deadline { call.request.timeLeft = max(.milliseconds(1), deadline - pace.now()) }
            switch try await once(call, isRepeatable: isRepeatable, body) {
            case .value(let value): return .value(value)
            case .refusal(let refusal):
                wasReached = true
                if let url = try redirects.target(of: refusal, name: call.name) {
                    call.request.url = url
                    continue
                }
                if refusal.status == 417, call.request.stopsAsking() { continue }
                wait = budget.wait(after: refusal)
                guard wait != nil else { return .refusal(refusal) }
            case .failure(let failure):
                wait = budget.wait(after: failure)
                guard wait != nil else {
                    throw failure.thrown(call, tries: budget.tries, wasReached: wasReached)
                }
                wasReached = wasReached || failure.mayHaveActed
            }
            guard let wait else { continue }
            diagnostics.report(
                .waiting(
                    "\(wait.reason), trying again in \(wait.delay.shown) (\(budget.tries + 1) of \(policy.attempts))"))
            try await pace.sleep(wait.delay)
        }
    }

    private enum Attempt<Value: Sendable>: Sendable {
        case value(Value)
        case refusal(Refusal)
        case failure(BrokenExchange)
    }

    private func once<Value: Sendable>(
        _ call: Call, isRepeatable: Bool, _ body: @Sendable (HTTPResponse) async throws -> Value
    ) async throws -> Attempt<Value> {
        let trace = diagnostics.tracesExchanges ? RequestTrace(redactor, options: curlOptions) : nil
        if let trace { diagnostics.report(.trace(trace.request(call.request))) }
        let start = pace.now()
        defer {
            if diagnostics.timesCalls {
                diagnostics.report(.timing(call: call.name, seconds: (pace.now() - start).inSeconds))
            }
        }
        do {
            return try await transport.withResponse(to: call.request) { response in
                reachability.note(status: response.status, from: call.request.url.origin)
                if let trace {
                    let lines = trace.answer(response.status, response.headers, after: pace.now() - start)
                    diagnostics.report(.trace(lines))
                }
                guard call.accepts.contains(response.status) else {
                    let bytes = await Self.beginning(of: response)
                    if let trace { diagnostics.report(.trace(trace.answerBody(bytes, response.headers))) }
                    return .refusal(Refusal(status: response.status, headers: response.headers, bytes: bytes))
                }
                do {
                    return .value(try await body(response))
                } catch {
                    throw BodyFailure(error: error)
                }
            }
        } catch let failure as BodyFailure {
            let broken = BrokenExchange(failure.error)
            guard isRepeatable, let broken else { throw broken?.error ?? failure.error }
            return .failure(broken)
        } catch {
            guard let broken = BrokenExchange(error) else { throw error }
            if error is TransportFailure, broken.error.code == .network {
                reachability.noteLoss(of: call.request.url.origin)
            }
            if let trace { diagnostics.report(.trace(trace.failure(broken.error, after: pace.now() - start))) }
            return .failure(broken)
        }
    }

    /// What came of an error's body; one that breaks off still says something.
    private static func beginning(of response: HTTPResponse) async -> [UInt8] {
        var bytes: [UInt8] = []
        guard let reader = try? response.body.open() else { return [] }
        while bytes.count < FaultText.keptBytes, let chunk = (try? await reader.next()) ?? nil { bytes += chunk }
        return Array(bytes.prefix(FaultText.keptBytes))
    }

    /// Tells what the closure threw from what the transport threw.
    private struct BodyFailure: Error { let error: any Error }
}

extension HTTPRequest {
    /// Sends a stream without asking for leave from now on: what was in between does not know how to give it, and took no
    /// byte (RFC 9110 §10.1.1).
    /// - Returns: `false` when there is nothing to change, or the stream cannot be had a second time.
    fileprivate mutating func stopsAsking() -> Bool {
        guard asksFirst, case .stream(let stream) = body, stream.canRestart else { return false }
        asksFirst = false
        return true
    }
}
