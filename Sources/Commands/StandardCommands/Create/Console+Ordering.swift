internal import BackendKit
internal import CommandKit

extension Console {
    /// Lets the closure order an image that a service makes by itself, under an ID that only its answer tells. Whoever
    /// stops that before the answer is told that the image may come all the same.
    func ordering<Order>(_ name: String, _ order: () async throws -> Order) async throws -> Order {
        do {
            return try await order()
        } catch is CancellationError {
            let hint = name.isEmpty ? "image list --sort created_at:desc" : "image list --name \(Quoting.word(name))"
            try? notice("stopped before the service answered; it may still make the image '\(name)': \(hint)")
            throw CancellationError()
        }
    }
}
