internal import BackendKit
internal import FileIO
internal import Glibc

/// An executable called `imgsh-NAME`.
struct PluginFile: Sendable, Hashable {
    static let prefix = "imgsh-"

    let path: String
    /// What follows `imgsh-`.
    let name: String
    /// What tells one version of the file from another.
    let stamp: Stamp
    /// Where the file is, whatever it is called.
    let place: Place

    struct Stamp: Sendable, Hashable {
        let size: Int64
        /// Nanoseconds since 1970.
        let modified: Int64
    }

    struct Place: Sendable, Hashable {
        let device: UInt64
        let inode: UInt64
    }

    /// - Returns: `nil` when there is nothing that could be run.
    init?(_ name: String, in directory: String) {
        let path = directory + "/" + Self.prefix + name
        guard Self.isName(name), let status = try? FileStatus.of(path), status.kind == .regular,
            access(path, X_OK) == 0
        else { return nil }
        self.name = name
        self.path = path
        stamp = Stamp(size: status.size, modified: status.modified)
        place = Place(device: status.device, inode: status.inode)
    }

    /// Why it must not be run: whoever may write to it would run programs in our name.
    var objection: String? {
        guard let status = try? FileStatus.of(path), status.mode & 0o002 != 0 else { return nil }
        return "everybody may write to it"
    }

    /// Letters, digits, `-`, `_` and `.`, and no dash at either end: what can be a word of a command.
    static func isName(_ name: String) -> Bool {
        let isPlain = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        return isPlain && !name.isEmpty && name.utf8.count <= 64 && !name.hasPrefix("-") && !name.hasSuffix("-")
            && !name.hasPrefix(".")
    }
}
