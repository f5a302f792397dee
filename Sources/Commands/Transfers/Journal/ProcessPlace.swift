internal import Glibc

/// Where a process is: the name of its machine, and which numbering of processes, as each container has its own. A journal
/// may be in a home that several machines share, and only there does the number of a process say whether it runs.
struct ProcessPlace: Sendable, Equatable {
    let text: String

    init(text: String) { self.text = text }

    static let current = ProcessPlace(text: "\(machineName) \(ownNumbering)")

    var host: String { String(text.prefix { $0 != " " }) }

    var numbering: String { String(text.drop { $0 != " " }.dropFirst()) }

    private static var machineName: String {
        var names = utsname()
        guard uname(&names) == 0 else { return "" }
        return withUnsafeBytes(of: names.nodename) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    /// Such as `pid:[4026531836]` (namespaces(7)).
    private static var ownNumbering: String {
        var target = [CChar](repeating: 0, count: 64)
        let count = readlink("/proc/self/ns/pid", &target, target.count)
        return String(decoding: target.prefix(max(count, 0)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
