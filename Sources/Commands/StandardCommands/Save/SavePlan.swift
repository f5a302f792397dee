internal import BackendKit
internal import CommandKit
internal import FileIO
internal import Transfers

/// Which image goes into which file of a directory. Two images never get one file, and no file gets another's data.
struct SavePlan: Sendable {
    struct Item: Sendable {
        let saved: SavedImage
        let path: String
    }

    let directory: String
    let items: [Item]

    /// - Throws: ``ImageError``: `.notFound` when the directory is not there; `.usage` when it is something else.
    init(_ images: [SavedImage], into directory: String) throws {
        guard let status = try FileStatus.of(directory) else {
            throw ImageError(
                .notFound, "there is no directory '\(directory)'", hint: "!mkdir \(Quoting.word(directory))")
        }
        guard status.kind == .directory else {
            throw ImageError(.usage, "'\(directory)' is no directory to write into")
        }
        self.directory = directory
        var taken: Set<String> = []
        items = images.map { saved in
            let name = SafeFileName.make(for: saved.image, taken: taken)
            taken.insert(name)
            return Item(saved: saved, path: directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)")
        }
    }
}
