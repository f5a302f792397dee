/// A hash of an image's data, under the algorithm's name in Glance (`os_hash_algo`).
public struct ImageHash: Sendable, Hashable {
    /// `sha512`, `sha256`, …
    public let algorithm: String
    /// Lower-case hexadecimal.
    public let value: String

    /// - Parameter value: hexadecimal in either case, as services and users write it.
    public init(algorithm: String, value: String) {
        self.algorithm = algorithm
        self.value = value.lowercased()
    }
}
