internal import BackendKit
internal import CommandKit
internal import DiskImages

/// What the user said about the data of an upload.
struct UploadChoice: Sendable {
    var diskFormat: DiskFormat?
    var containerFormat: ContainerFormat?
    /// What the data is taken in spite of.
    var allowed: [AllowedFinding]
    var allowsEmpty: Bool
    /// Whether compressed data is unpacked on the way.
    var unpacks: Bool
    /// Whether the image is there before its data is.
    var isForRecord = false

    /// What has not happened when the data is refused.
    var refused: String { isForRecord ? "nothing was sent" : "nothing was created" }

    /// `--allow`, with the names there are.
    static let allowOption = RepeatedOption<AllowedFinding>(
        "--allow", value: "finding", help: "Take the file in spite of this finding; may be repeated")

    /// `--decompress`
    static let decompressFlag = Flag(
        "--decompress", help: "Unpack a gzip, xz, zstd or bzip2 file on the way; any other is sent as it is")
}

extension UploadChoice {
    /// For the data of a record that has its formats already.
    init(for record: Image, allowed: [AllowedFinding], allowsEmpty: Bool, unpacks: Bool) {
        self.init(
            diskFormat: record.diskFormat, containerFormat: record.containerFormat, allowed: allowed,
            allowsEmpty: allowsEmpty, unpacks: unpacks, isForRecord: true)
    }
}

/// A finding by its name.
struct AllowedFinding: ArgumentValue, Equatable {
    let name: Finding.Name

    init(argument: String) throws(ArgumentProblem) {
        guard let name = Finding.Name.known.first(where: { $0.rawValue == argument }) else {
            throw .unknown(argument, noun: "finding", known: Finding.Name.known.map(\.rawValue))
        }
        self.name = name
    }

    static var completion: CompletionSource { .words(Finding.Name.known.map { ($0.rawValue, "") }) }
}
