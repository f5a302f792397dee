/// A JSON value as a service sent it.
///
/// Services of this field write names and numbers that Foundation's decoders refuse a whole document for: an integer
/// beyond 64 bits, a lone surrogate, a byte that is no UTF-8. Here one bad value costs no other value.
public enum JSON: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// A fraction, or an integer beyond 64 bits; never NaN or infinite.
    case number(Double)
    case string(String)
    case array([JSON])
    case object(JSONObject)
}

extension JSON {
    /// The text of a string.
    public var string: String? { if case .string(let text) = self { text } else { nil } }
    /// The value of `true` or `false`; any other value is `nil`.
    public var bool: Bool? { if case .bool(let flag) = self { flag } else { nil } }
    /// The values of an array.
    public var array: [JSON]? { if case .array(let values) = self { values } else { nil } }
    /// The members of an object.
    public var object: JSONObject? { if case .object(let object) = self { object } else { nil } }

    /// The value of a member of an object; `nil` when there is none, or this is no object.
    public subscript(_ name: String) -> JSON? { object?[name] }

    /// A count from 0 to 2⁶³−1. A fraction without a fractional part counts; anything else is `nil`.
    public var count: Int64? {
        switch self {
        case .integer(let number): number >= 0 ? number : nil
        case .number(let number): number >= 0 ? Int64(exactly: number) : nil
        default: nil
        }
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral, ExpressibleByIntegerLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSON)...) {
        var object = JSONObject()
        for (name, value) in elements { object[name] = value }
        self = .object(object)
    }
}
