internal import BackendKit

extension FuzzTarget {
    /// The name of a backend.
    static let address = FuzzTarget("address", longest: 256) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        guard let address = try? BackendAddress(parsing: text) else { return }
        try promise(!address.kind.isEmpty, "an address has a kind")
        let written = address.description
        guard let again = try? BackendAddress(parsing: written) else {
            throw BrokenPromise(description: "an address that is written is one: \(written)")
        }
        try promise(
            again == address && again.cloud == address.cloud && again.region == address.region
                && again.path == address.path,
            "an address that is written is read as the same: \(written)")
    }
}
