public import BackendKit
internal import Glibc

/// A place for a file, looked at before anything is written there.
public struct Destination: Sendable {
    /// As messages name it.
    public let path: String
    /// Whether a file that exists may be replaced.
    public let replaces: Bool
    /// The permissions the file gets.
    let mode: UInt32

    /// - Parameters:
    ///   - replacing: whether a file that exists may be replaced.
    ///   - mode: the permissions it gets; `nil` is those of the file it replaces, or what the umask leaves.
    /// - Throws: ``ImageError``: `.conflict` when the file exists, `.usage` when it is no regular file, `.notFound`
    ///   when the directory is not there, `.local`.
    public init(_ path: String, replacing: Bool, mode: UInt32? = nil) throws(ImageError) {
        let parent = Directory.parent(of: path)
        guard let directory = try FileStatus.of(parent), directory.kind == .directory else {
            throw ImageError(.notFound, "there is no directory '\(parent)'")
        }
        let old = try FileStatus.of(path, followsLink: false)
        if old?.kind == .link, Self.leadsToStream(path) {
            throw ImageError(.usage, "'\(path)' leads to no file, but to where data flows", hint: "--file -")
        }
        switch old?.kind {
        case nil: break
        case .regular? where replacing, .link? where replacing: break
        case .regular?, .link?:
            throw ImageError(.conflict, "'\(path)' exists already; it was not touched", hint: "--force")
        case let kind?:
            throw ImageError(.usage, "'\(path)' is a \(kind.rawValue), not a file to write")
        }
        self.path = path
        replaces = replacing
        let usual = old?.kind == .regular ? old?.mode ?? 0o666 : 0o666 & ~Self.umask
        self.mode = mode ?? usual
    }

    /// Whether a link leads to a device, a pipe or an open file, as `/dev/stdout` does. Such a link is there for every
    /// program, and a file in its place would be found by all of them.
    private static func leadsToStream(_ link: String) -> Bool {
        switch try? FileStatus.of(link)?.kind {
        case nil, .regular, .directory: break
        default: return true
        }
        let beginning = Array("/proc/".utf8)
        var target = [CChar](repeating: 0, count: beginning.count)
        let count = readlink(link, &target, beginning.count)
        return count == beginning.count && target.map { UInt8(bitPattern: $0) } == beginning
    }

    /// A hidden name beside it that nothing has yet: `.name.imgsh-LABEL-random.part`, at most 255 bytes, cut between
    /// scalars.
    /// - Parameter label: such as the first characters of an image's ID.
    public func partPath(label: String) -> String {
        let random = String(UInt32.random(in: .min ... .max), radix: 16)
        let end = ".imgsh-\(label)-\(random).part"
        var base = String.UnicodeScalarView()
        var length = 1 + end.utf8.count
        let name = path.utf8.lastIndex(of: 0x2F).map { path[path.index(after: $0)...] } ?? path[...]
        for scalar in name.unicodeScalars {
            length += String(Character(scalar)).utf8.count
            guard length <= 255 else { break }
            base.append(scalar)
        }
        let parent = Directory.parent(of: path)
        let part = "." + String(base) + end
        return parent == "." && !path.hasPrefix("./") ? part : parent + "/" + part
    }

    /// Puts a complete, closed file there, until its name is on the disk.
    /// - Throws: ``ImageError``; the place then holds what it held before.
    func place(_ part: String) throws(ImageError) {
        try Directory.rename(part, to: path, replacing: replaces, claims: true)
        StopPoint.pass(.saveNamed)
        try Directory.sync(Directory.parent(of: path))
        StopPoint.pass(.saveNameFlushed)
    }

    /// Bytes an ordinary user may still write there, or `nil` when nobody knows.
    var freeBytes: Int64? { Directory.freeBytes(Directory.parent(of: path)) }

    /// The same failure in words of this place: the hidden name means nothing to the user.
    /// - Parameter count: the bytes that were to be written, when they are known.
    func naming(_ error: ImageError, not part: String, needs count: Int64? = nil) -> ImageError {
        var error = error
        error.message = error.message.replacing("'\(part)'", with: "'\(path)'")
        if let count, let free = freeBytes, free < count {
            error.message += " (\(count) bytes needed, \(free) free)"
        }
        return error
    }

    /// It can be read only by setting it. That is done once: of two threads that do it at a time, one could give back what
    /// the other has set for the moment, and every file would be private from then on.
    private static let umask: UInt32 = {
        let mask = Glibc.umask(0o077)
        _ = Glibc.umask(mask)
        return mask
    }()
}
