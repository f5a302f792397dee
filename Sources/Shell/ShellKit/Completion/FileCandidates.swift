internal import CommandKit
internal import Glibc

/// Files and directories that begin as typed.
enum FileCandidates {
    private static let most = 10_000

    static func find(_ partial: String, directoriesOnly: Bool) -> [Candidate] {
        let cut = partial.lastIndex(of: "/").map { partial.index(after: $0) } ?? partial.startIndex
        let (parent, beginning) = (String(partial[..<cut]), partial[cut...])
        guard let directory = opendir(parent.isEmpty ? "." : expandingHome(parent)) else { return [] }
        defer { closedir(directory) }
        var found: [Candidate] = []
        while found.count < most, let entry = readdir(directory) {
            guard let name = name(of: entry), name != ".", name != "..", name.hasPrefix(beginning) else { continue }
            // Hidden files show when they are asked for.
            if name.hasPrefix("."), !beginning.hasPrefix(".") { continue }
            let isDirectory = isDirectory(expandingHome(parent) + name)
            if directoriesOnly, !isDirectory { continue }
            found.append(
                Candidate(
                    word: parent + name + (isDirectory ? "/" : ""), display: name + (isDirectory ? "/" : ""),
                    isFinal: !isDirectory))
        }
        return found.sorted { $0.word.utf8.lexicographicallyPrecedes($1.word.utf8) }
    }

    /// A name that is no UTF-8, or could drive the terminal, cannot be typed: it is not offered.
    private static func name(of entry: UnsafeMutablePointer<dirent>) -> String? {
        // In its place: an entry ends after its name, and a copy of the whole field would read beyond it.
        let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
            String(validatingCString: UnsafeRawPointer(field).assumingMemoryBound(to: CChar.self))
        }
        return name.flatMap { SafeText.isPlain($0) ? $0 : nil }
    }

    private static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func expandingHome(_ path: String) -> String {
        guard path.hasPrefix("~/"), let home = getenv("HOME") else { return path }
        return String(cString: home) + path.dropFirst(1)
    }
}
