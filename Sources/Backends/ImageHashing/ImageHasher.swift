public import BackendKit
internal import COpenSSL

/// Hashes bytes by one of Glance's algorithm names.
public struct ImageHasher: Sendable {
    /// `sha512` and so on, as in `os_hash_algo`.
    public let algorithm: String
    private var hash: chashing

    /// - Returns: `nil` for an algorithm that is not known here.
    public init?(_ algorithm: String) {
        self.algorithm = algorithm
        switch algorithm {
        case "md5": hash = chashing_begin(chashing_md5)
        case "sha1": hash = chashing_begin(chashing_sha1)
        case "sha256": hash = chashing_begin(chashing_sha256)
        case "sha384": hash = chashing_begin(chashing_sha384)
        case "sha512": hash = chashing_begin(chashing_sha512)
        default: return nil
        }
    }

    public mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { chashing_update(&hash, $0.baseAddress, $0.count) }
    }

    /// The hash of everything so far, in lower-case hexadecimal.
    public var value: ImageHash {
        let digest = [UInt8](unsafeUninitializedCapacity: Int(CHASHING_MOST)) { bytes, count in
            count = withUnsafePointer(to: hash) { chashing_value($0, bytes.baseAddress) }
        }
        return ImageHash(algorithm: algorithm, value: Self.hex(digest))
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
