internal import BackendKit
internal import FileIO

/// Which names a store gives. A directory of other names is not the store's, whatever it is called, and what is in it is
/// never removed.
extension StoreLayout {
    /// Whether a name in ``content`` is that of a directory for data: the first two digits of an ID.
    static func isContentDirectory(_ name: String) -> Bool {
        name.utf8.count == 2 && name.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    /// Whether a name in such a directory is that of an image's data.
    static func isData(_ name: String, in directory: String) -> Bool {
        isContentDirectory(directory) && name.hasPrefix(directory) && isID(name)
    }

    /// Whether a name in ``temporary`` is that of an unfinished file: of ``newTemporary(for:)``, or of a catalogue that a
    /// repair makes.
    static func isTemporary(_ name: String) -> Bool {
        guard !name.hasPrefix("catalogue.db.") else { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 2 && isID(String(parts[0]))
    }

    private static func isID(_ name: String) -> Bool { (try? CheckedDraft(.withID(name))) != nil }

    /// Makes sure that the directories are the store's own where there is no store yet.
    /// - Throws: ``ImageError`` with code `.usage`.
    func refuseForeign() throws(ImageError) {
        guard try FileStatus.of(version) == nil, try FileStatus.of(catalogue) == nil else { return }
        for (directory, isOurs) in [(content, Self.isContentDirectory), (temporary, Self.isTemporary)] {
            guard try FileStatus.of(directory)?.kind == .directory,
                let foreign = try Directory.names(directory).first(where: { !isOurs($0) })
            else { continue }
            throw ImageError(
                .usage,
                "'\(directory)/\(foreign)' is of no store: a store needs a directory of its own; nothing was created",
                hint: "backend use local:\(root)/images")
        }
    }
}
