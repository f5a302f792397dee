internal import BackendKit
internal import FileIO

/// Where the streams of a command or program lead.
struct Redirected {
    var output: RedirectedFile?
    var errors: RedirectedFile?
    var input: ByteStream?

    /// - Throws: ``ImageError`` when not all could be written.
    func close() throws {
        let results = [output, errors].map { file in Result { try file?.close() } }
        for result in results { try result.get() }
    }

    /// For a program.
    var streams: [Int32: Int32] {
        var streams: [Int32: Int32] = [:]
        if let output { streams[1] = output.file.descriptor }
        if let errors { streams[2] = errors.file.descriptor }
        return streams
    }
}
