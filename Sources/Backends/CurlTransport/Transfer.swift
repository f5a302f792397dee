internal import BackendKit
internal import CCurl
internal import HTTPTransport
internal import Synchronization

/// One exchange on its way through libcurl.
///
/// SAFETY: `easy`, `headerList`, `errorText`, `head`, `bodyOffset`, `headLimit` and `seesStart` are touched by libcurl's
/// thread only; everything that other
/// threads see is behind a lock (`state`, the pipe, the slot, the watch).
final class Transfer: @unchecked Sendable {
    let request: HTTPRequest
    let options: TransportOptions
    let inbound = InboundPipe()
    let outbound = OutboundSlot()
    let watch: StallWatch

    private(set) var easy: UnsafeMutableRawPointer?
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    var head = ResponseHead()
    /// How far a body of bytes has been handed out.
    var bodyOffset = 0
    var headLimit = HeadLimit()
    /// Whether libcurl tells when it is about to send; it does since 7.80.
    var seesStart = false

    private struct State {
        var response: Result<ResponseHead, any Error>?
        var waiting: CheckedContinuation<ResponseHead, any Error>?
        var failure: (any Error)?
        var wasSent = false
        var engine: CurlEngine?
    }

    private let state = Mutex(State())

    init(_ request: HTTPRequest, _ options: TransportOptions) throws(TransportFailure) {
        self.request = request
        self.options = options
        watch = StallWatch(request, options)
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        if let error = EasyHandle.missingFile(options) { throw TransportFailure(error, mayHaveActed: false) }
    }

    deinit { errorText.deallocate() }

    // MARK: - On the caller's task

    /// The answer, as soon as its head is there.
    func response() async throws -> HTTPResponse {
        let head = try await withCheckedThrowingContinuation { continuation in
            let ready = state.withLock { state in
                if state.response == nil { state.waiting = continuation }
                return state.response
            }
            if let ready { continuation.resume(with: ready) }
        }
        let body = ByteStream(length: head.length, canRestart: false) { BodyReader(self) }
        return HTTPResponse(status: head.status, headers: head.headers, body: body)
    }

    /// Gives the exchange up. The first reason is the one that counts.
    func fail(_ error: any Error) {
        state.withLock { if $0.failure == nil { $0.failure = error } }
        settle(.failure(error))
        // A reader is told what is wrong, not that the question whether the server acted is open.
        inbound.finish(.failure((error as? TransportFailure)?.error ?? error))
        outbound.close(error)
    }

    var hasFailed: Bool { state.withLock { $0.failure != nil } }

    /// Whether a byte of the request may have reached the server.
    var wasSent: Bool { state.withLock { $0.wasSent } }

    private func settle(_ response: Result<ResponseHead, any Error>) {
        let waiting = state.withLock { state in
            if state.response == nil { state.response = response }
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume(with: response)
    }

    /// Called by the body's reader when there is room again.
    func makeRoom() {
        watch.resume()
        let engine = state.withLock { $0.engine }
        engine?.resume(self)
    }

    // MARK: - On libcurl's thread

    /// The handle with everything set, or `nil` when libcurl has none; the failure is noted then.
    func makeHandle(engine: CurlEngine) -> UnsafeMutableRawPointer? {
        guard let easy = ccurl_easy_init() else {
            fail(TransportFailure(ImageError(.local, "libcurl has no handle left"), mayHaveActed: false))
            return nil
        }
        state.withLock { $0.engine = engine }
        self.easy = easy
        do {
            headerList = try EasyHandle.set(easy, for: self, errorText: errorText)
            return easy
        } catch {
            fail(TransportFailure(error, mayHaveActed: false, isFinal: true))
            freeHandle()
            return nil
        }
    }

    func freeHandle() {
        if let easy { ccurl_easy_cleanup(easy) }
        if let headerList { ccurl_slist_free_all(headerList) }
        (easy, headerList) = (nil, nil)
        state.withLock { $0.engine = nil }
    }

    /// The head of the answer is complete.
    func deliverHead() { settle(.success(head)) }

    /// From here on the server may act.
    func noteStart() { state.withLock { $0.wasSent = true } }

    /// Looks whether any byte of the request left, where libcurl does not tell.
    func noteSent() {
        guard !seesStart, let easy else { return }
        var size = 0
        _ = ccurl_get_long(easy, CURLINFO_REQUEST_SIZE, &size)
        if size > 0 { noteStart() }
    }

    /// libcurl is done with it.
    func complete(_ result: CURLcode) {
        // A server that refuses a body may close the connection in the middle of it. Its refusal is the answer, not the
        // broken connection.
        let isRefusal = head.isComplete && head.status >= 300 && request.hasStream
        if result == CURLE_OK && head.isComplete || isRefusal {
            inbound.finish(.success(()))
            // A body that was not wanted any more needs nobody to feed it.
            outbound.close(CancellationError())
            return
        }
        guard !hasFailed else { return }
        let failure = CurlFailure(result, text: String(cString: errorText), of: self)
        // That a new connection cannot be had says nothing of a kept one that the request went out on before, and that
        // ended without an answer.
        let mayHaveActed = wasSent && (seesStart || failure.mayHaveActed)
        fail(TransportFailure(failure.error, mayHaveActed: mayHaveActed, isFinal: failure.isFinal))
    }
}

/// The head of an answer as it comes in, line by line.
struct ResponseHead: Sendable {
    var status = 0
    var headers = HTTPHeaders()
    /// Whether its status line was read.
    var hasBegun = false
    var isComplete = false
    /// Bytes of the body so far.
    var received: Int64 = 0

    /// What `Content-Length` says, unless the body is encoded or comes in chunks.
    var length: Int64? {
        guard headers["Content-Encoding"] == nil, headers["Transfer-Encoding"] == nil,
            let text = headers["Content-Length"]
        else { return nil }
        return Int64(text).flatMap { $0 >= 0 ? $0 : nil }
    }
}

/// One pass over a response's body.
private final class BodyReader: ByteStream.Reader {
    private let transfer: Transfer
    init(_ transfer: Transfer) { self.transfer = transfer }
    func next() async throws -> [UInt8]? { try await transfer.inbound.next { transfer.makeRoom() } }
}

extension HTTPRequest {
    fileprivate var hasStream: Bool { if case .stream = body { true } else { false } }
}
