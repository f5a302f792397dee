/// Undoes the compression of a whole stream: its members one after the other, and what may stand behind them.
///
/// Holds one chunk of input and one of output, and what the library needs. Blocks while it works, for as long as one chunk
/// takes at most.
// SAFETY: its owner alone has it, and calls it from one thread at a time.
final class Unpacker: @unchecked Sendable {
    /// Bytes given at a time, at most.
    static let chunk = 1 << 20

    private enum Place {
        /// Before the first member, or behind one.
        case between
        case inside
    }

    /// Bytes of the stream that are done with.
    private(set) var position: Int64 = 0
    /// Bytes given so far.
    private(set) var count: Int64 = 0
    /// Whether all is given, and the stream ended as it may.
    private(set) var isDone = false

    private let kind: Compression
    private let codec: any Codec
    private var input: [UInt8] = []
    private var offset = 0
    private var hasEnded = false
    private var place = Place.between
    private var hasMember = false
    /// Zeros seen behind the last member.
    private var padding = 0
    /// Whether the codec may have more to give than there was room for.
    private var mayHoldMore = false

    init(_ kind: Compression) throws(DecodingFault) {
        self.kind = kind
        codec = try kind.makeCodec()
    }

    /// Hands in the next bytes of the stream, once ``unpack()`` has no more to give.
    func take(_ chunk: [UInt8]) {
        input = offset < input.count ? input[offset...] + chunk : chunk
        offset = 0
    }

    /// Says that the stream is over.
    func end() { hasEnded = true }

    /// The next bytes; none when more of the stream is needed, or ``isDone``.
    func unpack() throws(DecodingFault) -> [UInt8] {
        var fault: DecodingFault?
        let bytes = [UInt8](unsafeUninitializedCapacity: Self.chunk) { buffer, filled in
            do throws(DecodingFault) {
                while filled < buffer.count,
                    try advance(UnsafeMutableBufferPointer(rebasing: buffer[filled...]), &filled)
                {}
            } catch {
                fault = error
            }
        }
        if let fault { throw fault }
        return bytes
    }

    /// Makes one step.
    /// - Returns: whether another one can be made without more of the stream.
    private func advance(
        _ output: UnsafeMutableBufferPointer<UInt8>, _ filled: inout Int
    ) throws(DecodingFault) -> Bool {
        switch place {
        case .between: try findMember()
        case .inside: try decode(output, &filled)
        }
    }

    private func findMember() throws(DecodingFault) -> Bool {
        if hasMember, kind.padding != .none {
            let zeros = input[offset...].prefix { $0 == 0 }.count
            padding += zeros
            pass(zeros)
        }
        let rest = input[offset...].prefix(kind.markCount)
        guard rest.count == kind.markCount || hasEnded else { return false }
        if rest.isEmpty {
            guard hasMember else { throw .cutOff }
            guard kind.padding != .zerosByFours || padding % 4 == 0 else {
                position -= Int64(padding % 4)
                throw .followed
            }
            isDone = true
            return false
        }
        guard kind.mayBegin(with: rest), padding == 0 || kind.padding == .zerosByFours && padding % 4 == 0 else {
            throw hasMember ? .followed : .otherData
        }
        guard rest.count == kind.markCount else {
            pass(rest.count)
            throw .cutOff
        }
        try codec.begin()
        (place, hasMember, padding, mayHoldMore) = (.inside, true, 0, false)
        return true
    }

    private func decode(
        _ output: UnsafeMutableBufferPointer<UInt8>, _ filled: inout Int
    ) throws(DecodingFault) -> Bool {
        guard offset < input.count || mayHoldMore else {
            if hasEnded { throw .cutOff }
            return false
        }
        let step = input.withUnsafeBufferPointer {
            codec.decode(UnsafeBufferPointer(rebasing: $0[offset...]), into: output)
        }
        pass(step.taken)
        filled += step.given
        count += Int64(step.given)
        mayHoldMore = step.given == output.count
        switch step.outcome {
        case .fails(let fault): throw fault
        case .endsMember: place = .between
        case .goesOn:
            // No decoder stands still with input and room; one that does would do so for ever.
            if step.taken == 0, step.given == 0, offset < input.count { throw .damaged("no progress") }
        }
        return true
    }

    private func pass(_ count: Int) {
        offset += count
        position += Int64(count)
    }
}
