internal import FileIO
internal import Glibc

/// Which process: its number, when it began, and since which start of the machine. Numbers alone are used again.
struct ProcessIdentity: Sendable, Equatable {
    let text: String

    init(text: String) { self.text = text }

    static let current = ProcessIdentity(of: getpid())

    private init(of process: pid_t) {
        text = Self.describe(process) ?? "\(process)"
    }

    /// Whether it still runs.
    var isAlive: Bool {
        guard let number = text.split(separator: " ").first.flatMap({ pid_t($0) }) else { return false }
        return Self.describe(number) == text
    }

    private static func describe(_ process: pid_t) -> String? {
        // The second field of the line is the program's name in brackets, and may hold anything (proc(5)).
        guard let line = read("/proc/\(process)/stat"), let end = line.lastIndex(of: UInt8(ascii: ")")),
            let boot = BootIdentity.current
        else { return nil }
        let fields = String(decoding: line[line.index(after: end)...], as: UTF8.self).split(separator: " ")
        guard fields.count > 19, fields[0] != "Z" else { return nil }
        return "\(process) \(fields[19]) \(boot)"
    }

    private static func read(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        return count > 0 ? Array(buffer[..<count]) : nil
    }
}
