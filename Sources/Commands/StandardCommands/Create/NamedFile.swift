internal import BackendKit
internal import CommandKit

/// A file, and the image that shall be made of it.
struct NamedFile: Sendable {
    let file: FilePath
    let imageName: String

    /// The image is called as the file is, without its directory and without the ending of a format: `debian-12` for
    /// `images/debian-12.qcow2`.
    init(_ file: FilePath) {
        self.file = file
        imageName = Self.imageName(for: file.text)
    }

    /// - Throws: ``UsageError``: no two of them may make images of one name.
    static func all(_ files: [FilePath]) throws(UsageError) -> [NamedFile] {
        var all: [NamedFile] = []
        for file in files {
            let new = NamedFile(file)
            if let other = all.first(where: { $0.imageName.hasSameBytes(as: new.imageName) }) {
                throw UsageError(
                    "'\(other.file.text)' and '\(file.text)' would both be called '\(new.imageName)'; nothing was "
                        + "created", at: file.span, hint: "image create NAME --file \(Quoting.word(file.text))")
            }
            all.append(new)
        }
        return all
    }

    /// Of disks, and of the envelopes around them.
    private static let formats: Set = [
        "qcow2", "qcow", "raw", "img", "vmdk", "vdi", "vhd", "vhdx", "iso", "ploop", "hdd", "hds", "ova", "ovf", "ami",
        "ari", "aki",
    ]
    private static let packings: Set = ["gz", "bz2", "xz", "zst", "lz4"]

    private static func imageName(for path: String) -> String {
        let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.index(after: $0)...]) } ?? path
        let stem = cut(formats, from: cut(packings, from: name))
        return stem.utf8.allSatisfy { $0 == UInt8(ascii: ".") } ? name : stem
    }

    private static func cut(_ endings: Set<String>, from name: String) -> String {
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")),
            endings.contains(name[name.utf8.index(after: dot)...].lowercased())
        else { return name }
        return String(name[..<dot])
    }
}
