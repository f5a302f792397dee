extension String {
    /// Equality of the UTF-8 bytes. Swift's `==` takes canonically equivalent strings for equal; servers do not.
    public func hasSameBytes(as other: String) -> Bool {
        utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
    }

    /// Order of the UTF-8 bytes, which is also the order of the code points.
    public func precedesInBytes(_ other: String) -> Bool {
        let quickly = utf8.withContiguousStorageIfAvailable { left in
            other.utf8.withContiguousStorageIfAvailable { right in left.lexicographicallyPrecedes(right) } ?? nil
        }
        return (quickly ?? nil) ?? utf8.lexicographicallyPrecedes(other.utf8)
    }
}

extension Sequence<String> {
    /// The strings in byte order, each once.
    public func sortedUniqueBytes() -> [String] {
        var result: [String] = []
        for text in sorted(by: { $0.precedesInBytes($1) }) where result.last?.hasSameBytes(as: text) != true {
            result.append(text)
        }
        return result
    }
}
