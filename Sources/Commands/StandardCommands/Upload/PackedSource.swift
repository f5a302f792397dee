internal import BackendKit
internal import CommandKit
internal import Decompression
internal import DiskImages
internal import FileIO

extension Compression {
    /// - Returns: `nil` for what is not compressed, or not in a way that is undone here.
    init?(_ report: DiskImageReport) {
        guard let compression = report.compression else { return nil }
        self.init(rawValue: compression.rawValue)
    }

    /// The name of the file that was compressed, as far as the ending tells.
    func nameInside(_ name: String) -> String? {
        let ending: String
        switch self {
        case .gzip: ending = ".gz"
        case .xz: ending = ".xz"
        case .zstd: ending = ".zst"
        case .bzip2: ending = ".bz2"
        }
        return name.lowercased().hasSuffix(ending) ? String(name.dropLast(ending.count)) : nil
    }
}

extension ImageSource {
    /// What is compressed in it, unpacked on the way.
    func unpacked(_ kind: Compression) async throws -> ImageSource {
        let descriptor = stream.fileDescriptor
        let length = try await BlockingWork.run { descriptor.flatMap { kind.statedSize(of: $0) } }
        let word = descriptor == nil ? nil : Quoting.word(name)
        return ImageSource(
            name: name, stream: stream.unpacked(kind, of: name, typed: word, length: length), span: span,
            compression: kind, fileName: fileName.flatMap(kind.nameInside))
    }
}

extension ImageSource {
    /// The program of the system that unpacks what is not unpacked here, and gives it to a pipe; `nil` where there is
    /// none.
    func pipe(for report: DiskImageReport) -> String? {
        let program: String
        switch report.compression {
        case .lz4: program = "lz4 -dc"
        case .lzma: program = "xz -dc"
        default: return nil
        }
        guard stream.fileDescriptor != nil else { return nil }
        return "\(program) \(Quoting.word(name)) | imgsh image create NAME --file -"
    }
}
