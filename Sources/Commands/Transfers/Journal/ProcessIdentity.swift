internal import FileIO
internal import Glibc

/// Which process: its number, when it began, and since which start of the machine. Numbers alone are used again.
struct ProcessIdentity: Sendable, Equatable {
    let text: String

    /// Whether it runs, as far as that can be seen from here.
    enum Life: Sendable {
        case running, ended
        /// It is, or was, a process of another machine or of another container.
        case unseen
    }

    init(text: String) { self.text = text }

    static let current = ProcessIdentity(of: getpid())

    private init(of process: pid_t) {
        text = Self.describe(process) ?? "\(process)"
    }

    /// - Parameter place: where it began; `nil`, as earlier versions wrote it down, is here.
    func life(at place: ProcessPlace?) -> Life {
        let fields = text.split(separator: " ")
        guard let number = fields.first.flatMap({ pid_t($0) }) else { return .ended }
        let isSameStart = fields.count == 3 && fields[2] == BootIdentity.current ?? ""
        let here = ProcessPlace.current
        guard let place, !isSameStart || place.numbering != here.numbering else {
            return Self.describe(number) == text ? .running : .ended
        }
        // Another start of this machine has ended all that ran before it.
        return !isSameStart && place.host == here.host ? .ended : .unseen
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
