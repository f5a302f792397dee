internal import Glibc

/// The variables the process was started with.
public enum ProcessVariables {
    /// Of a name that is there twice the first counts, as with `getenv`. This is done at every start, and Foundation would
    /// take a twentieth of that for it.
    public static func all() -> [String: String] {
        var variables: [String: String] = [:]
        variables.reserveCapacity(64)
        var next = environ
        while let entry = next.pointee {
            defer { next += 1 }
            let bytes = UnsafeRawBufferPointer(start: entry, count: strlen(entry))
            guard let end = bytes.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let name = String(decoding: bytes[..<end], as: UTF8.self)
            if variables[name] == nil { variables[name] = String(decoding: bytes[(end + 1)...], as: UTF8.self) }
        }
        return variables
    }
}
