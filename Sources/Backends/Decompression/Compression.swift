/// A way to compress one stream of bytes that can be undone here.
///
/// What its own program takes without a complaint is taken: several members one after the other, and what each format
/// allows behind them.
public enum Compression: String, Sendable, CaseIterable {
    /// RFC 1952. Zeros may follow, as on a tape.
    case gzip
    /// The .xz file format 1.2.0. Zeros may follow each stream, by fours.
    case xz
    /// RFC 8878. Frames that hold no data may stand anywhere.
    case zstd
    /// Zeros may follow.
    case bzip2

    /// Windows and dictionaries of up to so many bytes are given: as many as `zstd` gives unless told otherwise, and
    /// twice what `xz -9` takes.
    static let windowLimit = 1 << windowLogLimit
    static let windowLogLimit: Int32 = 27
    /// The same for a decoder that counts everything it needs.
    static let memoryLimit = UInt64(windowLimit) + 32 << 20

    /// What may stand behind a member, besides another one.
    enum Padding { case none, zeros, zerosByFours }

    var padding: Padding {
        switch self {
        case .gzip, .bzip2: .zeros
        case .xz: .zerosByFours
        case .zstd: .none
        }
    }

    /// How many bytes tell the beginning of a member.
    var markCount: Int {
        switch self {
        case .gzip: 2
        case .xz: 6
        case .zstd: 4
        case .bzip2: 3
        }
    }

    /// Whether a member begins so, as far as the bytes go.
    func mayBegin(with bytes: some Collection<UInt8>) -> Bool {
        func fits(_ mark: [UInt8]) -> Bool { zip(bytes, mark).allSatisfy { $0 == $1 } }
        return switch self {
        case .gzip: fits([0x1F, 0x8B])
        case .xz: fits([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00])
        case .zstd: fits([0x28, 0xB5, 0x2F, 0xFD]) || Self.isSkippable(bytes)
        case .bzip2: fits([0x42, 0x5A, 0x68])
        }
    }

    /// The sixteen marks of zstd's frames without data.
    private static func isSkippable(_ bytes: some Collection<UInt8>) -> Bool {
        guard let first = bytes.first, first & 0xF0 == 0x50 else { return false }
        return zip(bytes.dropFirst(), [0x2A, 0x4D, 0x18]).allSatisfy { $0 == $1 }
    }

    func makeCodec() throws(DecodingFault) -> any Codec {
        switch self {
        case .gzip: try GzipCodec()
        case .xz: try XZCodec()
        case .zstd: try ZstdCodec()
        case .bzip2: try Bzip2Codec()
        }
    }
}
