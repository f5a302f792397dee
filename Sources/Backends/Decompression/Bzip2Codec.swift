internal import CDecompression

/// Streams of bzip2, by libbz2.
final class Bzip2Codec: Codec {
    private let stream: UnsafeMutablePointer<bz_stream>
    private var hasBegun = false

    init() throws(DecodingFault) {
        try DecodingFault.check(loading: cbzip2_load())
        // The library remembers where the structure is, so it must not move.
        stream = .allocate(capacity: 1)
        stream.initialize(to: bz_stream())
    }

    deinit {
        if hasBegun { cbzip2_end(stream) }
        stream.deallocate()
    }

    func begin() throws(DecodingFault) {
        if hasBegun { cbzip2_end(stream) }
        hasBegun = cbzip2_begin(stream) == BZ_OK
        if !hasBegun { throw .noMemory }
    }

    func decode(_ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>) -> DecodingStep {
        stream.pointee.next_in = UnsafeMutableRawPointer(mutating: input.baseAddress)?.assumingMemoryBound(
            to: CChar.self)
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = UnsafeMutableRawPointer(output.baseAddress)?.assumingMemoryBound(to: CChar.self)
        stream.pointee.avail_out = UInt32(output.count)
        let result = cbzip2_decompress(stream)
        return DecodingStep(
            taken: input.count - Int(stream.pointee.avail_in), given: output.count - Int(stream.pointee.avail_out),
            outcome: outcome(result))
    }

    private func outcome(_ result: Int32) -> DecodingStep.Outcome {
        switch result {
        case BZ_OK: .goesOn
        case BZ_STREAM_END: .endsMember
        case BZ_MEM_ERROR: .fails(.noMemory)
        default: .fails(.damaged("invalid data, or a check sum that does not fit"))
        }
    }
}
