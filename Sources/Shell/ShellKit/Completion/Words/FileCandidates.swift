internal import CommandKit
internal import Glibc

/// Files and directories that begin as typed.
struct FileCandidates {
    private static let most = 10_000

    /// What `~` stands for; `nil` when nothing does.
    let home: String?
    let directoriesOnly: Bool

    func find(_ partial: String) -> [Candidate] {
        let cut = partial.lastIndex(of: "/").map { partial.index(after: $0) } ?? partial.startIndex
        let (parent, beginning) = (String(partial[..<cut]), String(partial[cut...]))
        let isAtHome = home != nil && parent.hasPrefix("~/")
        let place = isAtHome ? (home ?? "") + parent.dropFirst() : parent
        let names = names(in: place.isEmpty ? "." : place, hidden: beginning.hasPrefix("."))
        return names.map { Candidate(word: $0) }.fitting(beginning).inByteOrder().compactMap { found in
            let isDirectory = Self.isDirectory(place + found.word)
            guard isDirectory || !directoriesOnly else { return nil }
            let name = found.word + (isDirectory ? "/" : "")
            return Candidate(
                word: parent + name, display: name, isFinal: !isDirectory, expanded: isAtHome ? place + name : nil)
        }
    }

    /// Hidden files show when they are asked for.
    private func names(in path: String, hidden: Bool) -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while names.count < Self.most, let entry = readdir(directory) {
            guard let name = Self.name(of: entry), name != ".", name != "..", hidden || !name.hasPrefix(".") else {
                continue
            }
            names.append(name)
        }
        return names
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
}
