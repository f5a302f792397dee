internal import CCurl
internal import Dispatch
public import HTTPTransport

/// Carries HTTP with libcurl: one thread, many transfers, connections kept for the next one.
///
/// libcurl is loaded by the first exchange, unless ``load()`` did so before. HTTP/1.1 throughout: with HTTP/2 libcurl may hold a whole stream window of
/// a slow reader in memory (libcurl's documentation of `curl_easy_pause`).
public final class CurlTransport: Transport {
    private let options: TransportOptions
    private let engine = CurlEngine()

    public init(options: TransportOptions) { self.options = options }

    deinit { engine.stop() }

    /// Loads libcurl and its thirty libraries, which takes some milliseconds, on a thread of its own. Whether it can be had at
    /// all is told by the first exchange.
    public static func load() async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { @Sendable in
                _ = ccurl_load()
                continuation.resume()
            }
        }
    }

    public func withResponse<Value: Sendable>(
        to request: HTTPRequest, _ body: @Sendable (HTTPResponse) async throws -> Value
    ) async throws -> Value {
        try Task.checkCancellation()
        let transfer = try Transfer(request, options)
        return try await withTaskCancellationHandler {
            try engine.add(transfer)
            // Whatever happens, the transfer ends with this scope.
            defer { engine.remove(transfer) }
            return try await exchange(transfer, request, body)
        } onCancel: {
            transfer.fail(CancellationError())
            engine.remove(transfer)
        }
    }

    private func exchange<Value: Sendable>(
        _ transfer: Transfer, _ request: HTTPRequest, _ body: @Sendable (HTTPResponse) async throws -> Value
    ) async throws -> Value {
        guard case .stream(let stream) = request.body else {
            return try await body(try await transfer.response())
        }
        let engine = engine
        // The body is fed beside the wait for the answer: a server may refuse before it has read all.
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do {
                    try await transfer.outbound.feed(stream) { engine.resume(transfer) }
                } catch {
                    transfer.fail(error)
                    engine.remove(transfer)
                }
            }
            defer { group.cancelAll() }
            return try await body(try await transfer.response())
        }
    }

    public func close() async { engine.stop() }
}
