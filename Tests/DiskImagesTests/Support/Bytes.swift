import DiskImages

/// Building the bytes of a file by hand.
extension [UInt8] {
    static func zeros(_ count: Int) -> [UInt8] { Array(repeating: 0, count: count) }

    /// The same with other bytes at a place; grows to hold them.
    func with(_ bytes: [UInt8], at offset: Int) -> [UInt8] {
        var copy = self
        if copy.count < offset + bytes.count { copy += .zeros(offset + bytes.count - copy.count) }
        copy.replaceSubrange(offset..<offset + bytes.count, with: bytes)
        return copy
    }

    func with(_ text: String, at offset: Int) -> [UInt8] { with(Array(text.utf8), at: offset) }

    func with(be value: some FixedWidthInteger, at offset: Int) -> [UInt8] {
        with(Swift.withUnsafeBytes(of: value.bigEndian, Array.init), at: offset)
    }

    func with(le value: some FixedWidthInteger, at offset: Int) -> [UInt8] {
        with(Swift.withUnsafeBytes(of: value.littleEndian, Array.init), at: offset)
    }

    func be64(_ offset: Int) -> UInt64 { self[offset..<offset + 8].reduce(0) { $0 << 8 | UInt64($1) } }
    func le64(_ offset: Int) -> UInt64 { self[offset..<offset + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) } }

    /// What the inspector says of them.
    func inspected() throws -> DiskImageReport { try DiskImageInspector.inspect(MemoryBytes(self)) }
}

extension DiskImageReport {
    /// The finding of that name, the heaviest if there are several.
    subscript(_ name: Finding.Name) -> Finding? { findings.first { $0.name == name } }

    /// The names of the findings of a level, each once, in the order of the alphabet.
    func names(_ level: Finding.Level) -> [String] {
        Set(findings.filter { $0.level == level }.map(\.name.rawValue)).sorted()
    }

    var refused: [String] { names(.refuse) }
    var warned: [String] { names(.warn) }
}
