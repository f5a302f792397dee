/// Reads JSON (RFC 8259) from bytes nobody vouches for.
///
/// A byte that is no UTF-8 and half a surrogate pair become U+FFFD. Everything else that is not JSON, and everything
/// beyond the limits, is an error that says where.
public struct JSONReader {
    /// What a document may have at most. Beyond them somebody means harm, or the answer is not what was asked for.
    public struct Limits: Sendable {
        /// Objects and arrays in each other.
        public var depth = 64
        /// Of one string, in UTF-8.
        public var stringBytes = 1 << 20
        /// Of one object; an array may have any number of values.
        public var members = 10_000

        public init() {}
    }

    private let bytes: [UInt8]
    private let limits: Limits
    private var position = 0
    private var depth = 0

    /// - Throws: ``JSONError``.
    public static func value(of bytes: [UInt8], limits: Limits = Limits()) throws(JSONError) -> JSON {
        var reader = JSONReader(bytes, limits)
        // A byte order mark is no JSON, but some servers send it.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.position = 3 }
        reader.skipBlanks()
        let value = try reader.value()
        reader.skipBlanks()
        guard reader.position == bytes.count else { throw reader.error("there is more after the end") }
        return value
    }

    private init(_ bytes: [UInt8], _ limits: Limits) {
        self.bytes = bytes
        self.limits = limits
    }

    private mutating func value() throws(JSONError) -> JSON {
        switch peek() {
        case UInt8(ascii: "{"): return try nested { (reader) throws(JSONError) in .object(try reader.object()) }
        case UInt8(ascii: "["): return try nested { (reader) throws(JSONError) in .array(try reader.array()) }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case nil: throw error("it ends too early")
        case let byte? where byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte): return try number()
        default: throw error("no value begins here")
        }
    }

    private mutating func nested(_ read: (inout JSONReader) throws(JSONError) -> JSON) throws(JSONError) -> JSON {
        depth += 1
        guard depth <= limits.depth else { throw error("it is nested more than \(limits.depth) deep") }
        position += 1
        skipBlanks()
        let value = try read(&self)
        depth -= 1
        return value
    }

    private mutating func object() throws(JSONError) -> JSONObject {
        var object = JSONObject()
        if take("}") { return object }
        while true {
            guard peek() == UInt8(ascii: "\"") else { throw error("a member needs a name") }
            let name = try string()
            skipBlanks()
            guard take(":") else { throw error("a ':' is missing") }
            skipBlanks()
            object[name] = try value()
            guard object.count <= limits.members else {
                throw error("an object has more than \(limits.members) members")
            }
            skipBlanks()
            if take("}") { return object }
            guard take(",") else { throw error("a ',' or '}' is missing") }
            skipBlanks()
        }
    }

    private mutating func array() throws(JSONError) -> [JSON] {
        var values: [JSON] = []
        if take("]") { return values }
        while true {
            values.append(try value())
            skipBlanks()
            if take("]") { return values }
            guard take(",") else { throw error("a ',' or ']' is missing") }
            skipBlanks()
        }
    }

    private mutating func literal(_ text: StaticString, _ value: JSON) throws(JSONError) -> JSON {
        let end = position + text.utf8CodeUnitCount
        let matches =
            end <= bytes.count
            && text.withUTF8Buffer { $0.elementsEqual(bytes[position..<end]) }
        guard matches else { throw error("no value begins here") }
        position = end
        return value
    }

    private mutating func number() throws(JSONError) -> JSON {
        let start = position
        var isInteger = true
        _ = take("-")
        let whole = skipDigits()
        guard whole > 0, whole == 1 || bytes[position - whole] != UInt8(ascii: "0") else {
            throw error("a number is malformed")
        }
        if take(".") {
            isInteger = false
            guard skipDigits() > 0 else { throw error("a number is malformed") }
        }
        if take("e") || take("E") {
            isInteger = false
            _ = take("-") || take("+")
            guard skipDigits() > 0 else { throw error("a number is malformed") }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isInteger, let number = Int64(text) { return .integer(number) }
        guard let number = Double(text), number.isFinite else { throw error("a number is too large") }
        return .number(number)
    }

    private mutating func skipDigits() -> Int {
        let start = position
        while let byte = peek(), (0x30...0x39).contains(byte) { position += 1 }
        return position - start
    }

    private mutating func skipBlanks() {
        while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let byte = peek(), UInt32(byte) == character.value else { return false }
        position += 1
        return true
    }

    private func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

    private func error(_ reason: String) -> JSONError { JSONError(reason: reason, offset: position) }
}

/// Why bytes are no JSON, and where.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    public let reason: String
    /// Bytes before the place.
    public let offset: Int

    public var description: String { "not JSON: \(reason) (byte \(offset))" }
}

extension JSONReader {
    /// A string, from its opening quote to behind its closing one.
    private mutating func string() throws(JSONError) -> String {
        position += 1
        let start = position
        // Most strings have no escape: one step from the bytes to the text.
        while let byte = peek(), byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
        var text = Array(bytes[start..<position])
        while true {
            guard text.count <= limits.stringBytes else {
                throw error("a string is longer than \(limits.stringBytes) bytes")
            }
            switch peek() {
            case UInt8(ascii: "\""):
                position += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                position += 1
                text += Array(String(Character(try escape())).utf8)
            case nil: throw error("a string never ends")
            case let byte? where byte < 0x20: throw error("a string holds a control character")
            case let byte?:
                text.append(byte)
                position += 1
            }
        }
    }

    /// What follows a backslash.
    private mutating func escape() throws(JSONError) -> Unicode.Scalar {
        guard let byte = peek() else { throw error("a string never ends") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try codeUnits()
        default: throw error("an escape is unknown")
        }
    }

    /// `\u` and four digits; a pair of surrogates is one scalar, half a pair is U+FFFD.
    private mutating func codeUnits() throws(JSONError) -> Unicode.Scalar {
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        let mark = position
        if first < 0xDC00, take("\\"), take("u") {
            let second = try codeUnit()
            if (0xDC00...0xDFFF).contains(second) {
                return Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)) ?? "\u{FFFD}"
            }
        }
        position = mark
        return "\u{FFFD}"
    }

    private mutating func codeUnit() throws(JSONError) -> UInt32 {
        // A sign is a number's to Swift, and no digit.
        guard position + 4 <= bytes.count, bytes[position] != UInt8(ascii: "+"), bytes[position] != UInt8(ascii: "-"),
            let unit = UInt32(String(decoding: bytes[position..<(position + 4)], as: UTF8.self), radix: 16)
        else { throw error("an escape needs four hexadecimal digits") }
        position += 4
        return unit
    }
}
