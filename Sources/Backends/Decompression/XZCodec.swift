internal import CDecompression

/// Streams of xz, by liblzma.
final class XZCodec: Codec {
    private let stream: UnsafeMutablePointer<lzma_stream>

    init() throws(DecodingFault) {
        try DecodingFault.check(loading: cxz_load())
        stream = .allocate(capacity: 1)
        // All zeros, as LZMA_STREAM_INIT is.
        stream.initialize(to: lzma_stream())
    }

    deinit {
        cxz_end(stream)
        stream.deallocate()
    }

    func begin() throws(DecodingFault) {
        guard cxz_begin(stream, Compression.memoryLimit) == LZMA_OK else { throw .noMemory }
    }

    func decode(_ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>) -> DecodingStep {
        stream.pointee.next_in = input.baseAddress
        stream.pointee.avail_in = input.count
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = output.count
        let result = cxz_code(stream)
        return DecodingStep(
            taken: input.count - stream.pointee.avail_in, given: output.count - stream.pointee.avail_out,
            outcome: outcome(result))
    }

    private func outcome(_ result: lzma_ret) -> DecodingStep.Outcome {
        switch result {
        // The second one only means that nothing could be done.
        case LZMA_OK, LZMA_BUF_ERROR: .goesOn
        case LZMA_STREAM_END: .endsMember
        case LZMA_MEM_ERROR: .fails(.noMemory)
        case LZMA_MEMLIMIT_ERROR: .fails(.needsMemory(cxz_memory_usage(stream)))
        case LZMA_OPTIONS_ERROR, LZMA_UNSUPPORTED_CHECK: .fails(.needsOption)
        default: .fails(.damaged("invalid data, or a check sum that does not fit"))
        }
    }
}
