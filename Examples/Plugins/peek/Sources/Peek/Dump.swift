/// Bytes as text.
public enum Dump {
    /// All of them on one line.
    public static func plain(_ bytes: [UInt8]) -> String { bytes.map { digits($0, 2) }.joined() }

    /// Sixteen a line, with where they stand and the characters they are.
    public static func hex(_ bytes: [UInt8]) -> String {
        stride(from: 0, to: bytes.count, by: 16).map { start in
            let row = bytes[start..<min(start + 16, bytes.count)]
            let numbers = row.map { digits($0, 2) }.joined(separator: " ")
            let blanks = String(repeating: " ", count: 50 - numbers.utf8.count)
            let text = String(row.map { (0x20..<0x7F).contains($0) ? Character(Unicode.Scalar($0)) : "." })
            return digits(start, 8) + "  " + numbers + blanks + text
        }.joined(separator: "\n")
    }

    private static func digits(_ number: some BinaryInteger, _ width: Int) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}
