/// A value on its way out, before any format was chosen.
public enum OutputValue: Sendable, Equatable {
    case null
    case flag(Bool)
    case number(Int64)
    /// A fraction, or what is beyond ``number(_:)``; never NaN or infinite.
    case decimal(Double)
    case text(String)
    case list([OutputValue])
    case map([Entry])
    /// A map as a service sent it. Tables show it as Python's `str`, where a ``map(_:)`` has no brackets.
    case structure([Entry])
    /// A list as a service sent it. Tables show it as Python's `str`, where a ``list(_:)`` has no brackets.
    case sequence([OutputValue])

    public struct Entry: Sendable, Equatable {
        public let name: String
        public let value: OutputValue
        public init(_ name: String, _ value: OutputValue) {
            self.name = name
            self.value = value
        }
    }

    public static func text(_ text: String?) -> OutputValue { text.map { .text($0) } ?? .null }
    public static func number(_ number: Int64?) -> OutputValue { number.map { .number($0) } ?? .null }
    public static func flag(_ flag: Bool?) -> OutputValue { flag.map { .flag($0) } ?? .null }
}

extension [OutputValue] {
    /// The row with blanks for what is not known, where that is easier to read: in a table. A program is told.
    public func leavingUnknownBlank(in format: OutputFormat) -> [OutputValue] {
        format == .table ? map { $0 == .null ? .text("") : $0 } : self
    }
}

/// One thing with named fields, such as an image.
public struct Record: Sendable, Equatable {
    public var fields: [OutputValue.Entry]
    /// Leaves out fields without a value, unless a call asks for them.
    public var hidesEmpty: Bool

    public init(_ fields: [OutputValue.Entry], hidesEmpty: Bool = false) {
        self.fields = fields
        self.hidesEmpty = hidesEmpty
    }
}

extension OutputValue {
    /// For tables: lists and maps without brackets, sorted, as the `openstack` client prints them.
    var tableText: String {
        switch self {
        case .list(let values):
            values.map(\.plainText).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
                .joined(separator: ", ")
        case .map(let entries):
            entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
                .map { "\($0.name)='\($0.value.plainText)'" }.joined(separator: ", ")
        default: plainText
        }
    }

    /// For `value`, `csv` and `shell`: what Python's `str` makes of it, because saved scripts read that.
    public var plainText: String {
        switch self {
        case .null: "None"
        case .flag(let flag): flag ? "True" : "False"
        case .number(let number): String(number)
        case .decimal(let number): "\(number)"
        case .text(let text): text
        case .list, .sequence, .map, .structure: pythonText
        }
    }

    private var pythonText: String {
        switch self {
        case .list(let values), .sequence(let values): "[" + values.map(\.pythonText).joined(separator: ", ") + "]"
        case .map(let entries), .structure(let entries):
            "{"
                + entries.map { "\(OutputValue.text($0.name).pythonText): \($0.value.pythonText)" }
                .joined(separator: ", ") + "}"
        case .text(let text): Self.pythonLiteral(text)
        default: plainText
        }
    }

    private static func pythonLiteral(_ text: String) -> String {
        let quote = text.contains("'") && !text.contains("\"") ? "\"" : "'"
        var literal = quote
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": literal += "\\\\"
            case "'" where quote == "'": literal += "\\'"
            case "\n": literal += "\\n"
            case "\r": literal += "\\r"
            case "\t": literal += "\\t"
            default: literal.unicodeScalars.append(scalar)
            }
        }
        return literal + quote
    }
}
