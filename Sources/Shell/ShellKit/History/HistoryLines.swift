internal import BackendKit
internal import FileIO
internal import Glibc

/// The file of a history: an entry a line, with a backslash as `\\` and a line break as `\n`.
struct HistoryLines: Sendable {
    private let path: String
    private let lock: String

    /// Entries kept when the file is shortened, which happens when it has a quarter more.
    static let most = 10_000
    private static let largest: Int64 = 64 << 20

    /// - Returns: `nil` when the file is something else than a file, such as a link to `/dev/null`: somebody wants no
    ///   history.
    /// - Throws: ``ImageError`` when the directory cannot be used.
    init?(directory: String) throws(ImageError) {
        path = directory + "/history"
        lock = directory + "/history.lock"
        try Directory.make(directory)
        try PrivateDirectories.checkOwnership(directory)
        if let status = try FileStatus.of(path, followsLink: false), status.kind != .regular { return nil }
    }

    /// Oldest first. Shortens the file when it has grown too long, unless others are at work in it: reading waits for
    /// nobody.
    func read() throws(ImageError) -> [String] {
        let held = try FileLock(lock, .exclusive, waits: false)
        defer { held?.release() }
        let lines = try lines()
        guard held != nil, lines.count > Self.most + Self.most / 4 else { return lines }
        let kept = Array(lines.suffix(Self.most))
        try replace(with: kept)
        return kept
    }

    /// - Parameter waits: whether others who are at work in the file are waited for, some seconds at most.
    /// - Throws: ``ImageError``; with code `.conflict` when they are not done.
    func append(_ line: String, waits: Bool = true) throws(ImageError) {
        guard let held = try FileLock(lock, .exclusive, waits: waits) else {
            throw ImageError(.conflict, "another program is at work in '\(path)'")
        }
        defer { held.release() }
        let file = try OpenFile.appending(path, mode: 0o600)
        // A file from elsewhere may be open to others.
        try file.setMode(0o600)
        let length = try FileStatus.of(path)?.size ?? 0
        do {
            try file.write(Array(Self.escaped(line).utf8) + [0x0A])
        } catch {
            // A part of it would become the beginning of the next one.
            try? file.truncate(to: length)
            throw error
        }
        try file.close()
    }

    func clear() throws(ImageError) {
        let held = try FileLock(lock, .exclusive, waits: true)
        defer { held?.release() }
        try replace(with: [])
    }

    private func lines() throws(ImageError) -> [String] {
        guard let status = try FileStatus.of(path, followsLink: false) else { return [] }
        guard status.size <= Self.largest else {
            throw ImageError(.local, "'\(path)' has \(status.size) bytes; it is not read")
        }
        let file = try OpenFile.reading(path, followsLink: false)
        let bytes = try file.read(Int(status.size), at: 0)
        try file.close()
        return bytes.split(separator: 0x0A).map { Self.unescaped(String(decoding: $0, as: UTF8.self)) }
    }

    private func replace(with lines: [String]) throws(ImageError) {
        let file = try AtomicFile(path: path, replacing: true, label: "new", mode: 0o600)
        try file.append(lines.flatMap { Array(Self.escaped($0).utf8) + [0x0A] })
        try file.commit()
    }

    static func escaped(_ line: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in line.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\".unicodeScalars
            case "\n": result += "\\n".unicodeScalars
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    static func unescaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var isEscape = false
        for scalar in text.unicodeScalars {
            if isEscape {
                result.append(scalar == "n" ? "\n" : scalar)
                isEscape = false
            } else if scalar == "\\" {
                isEscape = true
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }
}
