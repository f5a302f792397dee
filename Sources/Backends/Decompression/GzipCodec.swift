internal import CDecompression

/// Members of gzip, by zlib.
final class GzipCodec: Codec {
    private let stream: UnsafeMutablePointer<z_stream>
    private var hasBegun = false

    init() throws(DecodingFault) {
        try DecodingFault.check(loading: cgzip_load())
        // zlib remembers where the structure is, so it must not move.
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
    }

    deinit {
        if hasBegun { cgzip_end(stream) }
        stream.deallocate()
    }

    func begin() throws(DecodingFault) {
        guard (hasBegun ? cgzip_reset(stream) : cgzip_begin(stream)) == Z_OK else { throw .noMemory }
        hasBegun = true
    }

    func decode(_ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>) -> DecodingStep {
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(output.count)
        let result = cgzip_inflate(stream)
        return DecodingStep(
            taken: input.count - Int(stream.pointee.avail_in), given: output.count - Int(stream.pointee.avail_out),
            outcome: outcome(result))
    }

    private func outcome(_ result: Int32) -> DecodingStep.Outcome {
        switch result {
        // The second one only means that nothing could be done.
        case Z_OK, Z_BUF_ERROR: .goesOn
        case Z_STREAM_END: .endsMember
        case Z_MEM_ERROR: .fails(.noMemory)
        default: .fails(.damaged(stream.pointee.msg.map { String(cString: $0) } ?? "invalid data"))
        }
    }
}
