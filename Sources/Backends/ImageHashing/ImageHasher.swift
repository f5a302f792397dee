public import BackendKit
internal import Crypto

/// Hashes bytes by one of Glance's algorithm names.
public struct ImageHasher: Sendable {
    private enum State: Sendable {
        case md5(Insecure.MD5)
        case sha1(Insecure.SHA1)
        case sha256(SHA256)
        case sha384(SHA384)
        case sha512(SHA512)
    }

    /// `sha512` and so on, as in `os_hash_algo`.
    public let algorithm: String
    private var state: State

    /// - Returns: `nil` for an algorithm that is not known here.
    public init?(_ algorithm: String) {
        self.algorithm = algorithm
        switch algorithm {
        case "md5": state = .md5(Insecure.MD5())
        case "sha1": state = .sha1(Insecure.SHA1())
        case "sha256": state = .sha256(SHA256())
        case "sha384": state = .sha384(SHA384())
        case "sha512": state = .sha512(SHA512())
        default: return nil
        }
    }

    public mutating func update(_ bytes: [UInt8]) {
        switch state {
        case .md5(var hasher): state = .md5(Self.updated(&hasher, bytes))
        case .sha1(var hasher): state = .sha1(Self.updated(&hasher, bytes))
        case .sha256(var hasher): state = .sha256(Self.updated(&hasher, bytes))
        case .sha384(var hasher): state = .sha384(Self.updated(&hasher, bytes))
        case .sha512(var hasher): state = .sha512(Self.updated(&hasher, bytes))
        }
    }

    /// The hash of everything so far, in lower-case hexadecimal.
    public var value: ImageHash {
        let digest: [UInt8] =
            switch state {
            case .md5(let hasher): Array(hasher.finalize())
            case .sha1(let hasher): Array(hasher.finalize())
            case .sha256(let hasher): Array(hasher.finalize())
            case .sha384(let hasher): Array(hasher.finalize())
            case .sha512(let hasher): Array(hasher.finalize())
            }
        return ImageHash(algorithm: algorithm, value: Self.hex(digest))
    }

    private static func updated<Function: HashFunction>(_ hasher: inout Function, _ bytes: [UInt8]) -> Function {
        bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        return hasher
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
