internal import CDecompression

/// Frames of zstd, by libzstd; those without data too.
final class ZstdCodec: Codec {
    private let stream: OpaquePointer
    /// The beginning of the frame.
    private var head: [UInt8] = []
    /// Bytes of it so far.
    private var given: Int64 = 0

    init() throws(DecodingFault) {
        try DecodingFault.check(loading: czstd_load())
        guard let stream = czstd_create() else { throw .noMemory }
        self.stream = stream
        guard czstd_is_error(czstd_set_window_log_max(stream, Compression.windowLogLimit)) == 0 else {
            throw .noMemory
        }
    }

    deinit { czstd_free(stream) }

    /// The library begins a frame by itself where one has ended.
    func begin() { (head, given) = ([], 0) }

    func decode(_ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>) -> DecodingStep {
        var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        let result = czstd_decompress(stream, &target, &source)
        head += input[..<source.pos].prefix(ZstdFrameHeader.longest - head.count)
        given += Int64(target.pos)
        return DecodingStep(taken: source.pos, given: target.pos, outcome: outcome(result))
    }

    /// The library lets a frame end too early whose last block is empty, when the frame comes in pieces.
    private func endOfFrame() -> DecodingStep.Outcome {
        guard let stated = ZstdFrameHeader.size(ofFrame: head), stated != given else { return .endsMember }
        return .fails(.damaged("a frame of \(stated) bytes ends after \(given)"))
    }

    private func outcome(_ result: Int) -> DecodingStep.Outcome {
        guard czstd_is_error(result) != 0 else { return result == 0 ? endOfFrame() : .goesOn }
        return switch czstd_error_code(result) {
        case ZSTD_error_frameParameter_windowTooLarge: .fails(.needsMemory(nil))
        case ZSTD_error_dictionary_wrong: .fails(.needsDictionary)
        case ZSTD_error_memory_allocation: .fails(.noMemory)
        case ZSTD_error_frameParameter_unsupported, ZSTD_error_version_unsupported: .fails(.needsOption)
        default: .fails(.damaged(czstd_error_name(result).map { String(cString: $0).lowercased() } ?? "invalid data"))
        }
    }
}
