internal import BackendKit
internal import CommandKit

extension Image.Status {
    /// Says that a status is none that images usually have: a service may have it all the same, but one that nobody has
    /// finds no image, and comes never.
    func doubt(on console: Console) throws {
        guard !Self.known.contains(self), self != .damaged else { return }
        let usual = Self.known.map(\.rawValue).joined(separator: ", ")
        try console.notice("'\(self)' is none of the usual statuses: \(usual)")
    }
}
