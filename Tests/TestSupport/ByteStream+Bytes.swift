public import BackendKit

extension ByteStream {
    /// All that it gives.
    public func bytes() async throws -> [UInt8] {
        var bytes: [UInt8] = []
        let reader = try open()
        while let chunk = try await reader.next() { bytes += chunk }
        return bytes
    }
}
