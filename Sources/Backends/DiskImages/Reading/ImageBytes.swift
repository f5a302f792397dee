/// Where ``ImageBytes`` gets bytes beyond those it holds.
protocol PieceSource {
    /// `nil` while a stream has not ended and did not say.
    var size: UInt64? { get }
    /// As much as there is, and why there is no more.
    /// - Parameter keeps: on a stream, asks for the piece to be kept when it comes by.
    func piece(at offset: UInt64, count: Int, keeps: Bool) throws -> ByteView
}

/// The bytes of one image, as the detectors see them: a head that all of them share, and small pieces elsewhere.
///
/// Holds the head; a piece lives as long as its reader holds it. Whatever the headers say, one piece has at most
/// ``pieceLimit`` bytes and one inspection reads at most ``readLimit``.
final class ImageBytes {
    /// Up to the end of the second region table of VHDX; every other header is nearer to the beginning.
    static let headCount = 320 << 10
    /// What covers the footers of VHD and VMDK, and the second header of a GPT on either size of sector.
    static let tailCount = 4 << 10
    static let pieceLimit = 256 << 10
    static let sliceCount = 64 << 10
    static let readLimit = 32 << 20

    let size: UInt64?
    let head: ByteView
    private let source: any PieceSource
    private var allowance = readLimit

    init(_ source: any PieceSource) throws {
        self.source = source
        size = source.size
        head = try source.piece(at: 0, count: Self.headCount, keeps: false)
    }

    /// As much as there is of the bytes from `offset`; what is missing shows when it is asked for.
    func view(at offset: UInt64, count: Int) throws -> ByteView {
        try piece(at: offset, count: min(count, Self.pieceLimit), keeps: true)
    }

    /// The last bytes of the image, at most ``tailCount``; empty while the end is unseen.
    func tail(_ count: Int) throws -> ByteView {
        guard let size else { return ByteView([], cutBy: .unseen) }
        let count = min(UInt64(count), size)
        return try piece(at: size - count, count: Int(count), keeps: false)
    }

    /// Walks over a table of any length in slices, until the closure has seen enough.
    /// - Parameter body: gets each slice with its distance from the table's beginning; says whether to go on.
    /// - Throws: ``Shortfall`` when the image ends inside the table, or when the table is longer than may be read.
    func walk(
        at offset: UInt64, count: UInt64, slice: Int = sliceCount, _ body: (ByteView, UInt64) throws -> Bool
    ) throws {
        var done: UInt64 = 0
        while done < count {
            let wanted = Int(min(count - done, UInt64(slice)))
            let view = try piece(at: offset.plus(done), count: wanted, keeps: false)
            try view.require(wanted)
            guard try body(view, done) else { return }
            done += UInt64(wanted)
        }
    }

    private func piece(at offset: UInt64, count: Int, keeps: Bool) throws -> ByteView {
        if let size, offset >= size { return ByteView([], cutBy: .end) }
        if offset < UInt64(head.count), count <= head.count - Int(offset) {
            return head.part(at: Int(offset), count: count)
        }
        guard allowance >= count else { return ByteView([], cutBy: .limit) }
        allowance -= count
        return try source.piece(at: offset, count: count, keeps: keeps)
    }
}

/// Pieces of bytes that can be read at any place.
struct RandomPieces<Bytes: RandomReadable>: PieceSource {
    let bytes: Bytes

    var size: UInt64? { UInt64(max(bytes.size, 0)) }

    func piece(at offset: UInt64, count: Int, keeps: Bool) throws -> ByteView {
        guard let offset = Int64(exactly: offset) else { return ByteView([], cutBy: .end) }
        return ByteView(try bytes.read(count, at: offset), cutBy: .end)
    }
}
