internal import Foundation
internal import JSONText

extension FuzzTarget {
    /// Every answer of a service goes through this reader.
    static let json = FuzzTarget("json") { bytes in
        let value: JSON
        do throws(JSONError) {
            value = try JSONReader.value(of: bytes)
        } catch {
            try promise((0...bytes.count).contains(error.offset), "the place of a mistake is in the text")
            return
        }
        let written = value.bytes
        do {
            let again = try JSONReader.value(of: written)
            try promise(again == value, "what is written is read as the same value")
            try promise(again.bytes == written, "and written the same way")
        } catch let error as JSONError {
            throw BrokenPromise(description: "what is written is no JSON: \(error)")
        }
        // Another reader as the judge of what JSON is. It gives up on what ours repairs, and on what it cannot count.
        guard String(validating: bytes, as: UTF8.self) != nil, !hasLongNumber(bytes), !hasSurrogate(bytes) else {
            return
        }
        let theirs = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
        try promise(theirs != nil, "what is accepted is JSON")
    }

    private static func hasLongNumber(_ bytes: [UInt8]) -> Bool {
        var digits = 0
        for byte in bytes {
            digits = (0x30...0x39).contains(byte) ? digits + 1 : 0
            if digits > 15 || byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") { return true }
        }
        return false
    }

    /// Whether it may have an escape of half a pair.
    private static func hasSurrogate(_ bytes: [UInt8]) -> Bool {
        bytes.indices.dropLast(2).contains {
            bytes[$0] == UInt8(ascii: "\\") && bytes[$0 + 1] == UInt8(ascii: "u")
                && bytes[$0 + 2] | 0x20 == UInt8(ascii: "d")
        }
    }
}
