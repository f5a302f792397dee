import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// One request, of whose answer no more is taken than is wanted, whatever the server sends.
// SAFETY: the session calls its delegate on one queue at a time; what it fills is read after the last call.
final class Fetch: NSObject, URLSessionDataDelegate, @unchecked Sendable {
    private let limit: Int
    private let continuation: CheckedContinuation<(Int, [UInt8]), any Error>
    private var bytes: [UInt8] = []

    static func bytes(_ request: URLRequest, atMost limit: Int) async throws -> (Int, [UInt8]) {
        try await withCheckedThrowingContinuation { continuation in
            let session = URLSession(
                configuration: .ephemeral, delegate: Fetch(limit, continuation), delegateQueue: nil)
            session.dataTask(with: request).resume()
            session.finishTasksAndInvalidate()
        }
    }

    private init(_ limit: Int, _ continuation: CheckedContinuation<(Int, [UInt8]), any Error>) {
        self.limit = limit
        self.continuation = continuation
    }

    func urlSession(_: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        bytes += data.prefix(limit - bytes.count)
        if bytes.count == limit { dataTask.cancel() }
    }

    func urlSession(_: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        let status = (task.response as? HTTPURLResponse)?.statusCode ?? 0
        if let error, bytes.count < limit {
            continuation.resume(throwing: Failure(7, "the service cannot be reached: \(error.localizedDescription)"))
        } else {
            continuation.resume(returning: (status, bytes))
        }
    }
}
