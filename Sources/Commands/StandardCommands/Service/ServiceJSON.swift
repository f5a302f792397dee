internal import BackendKit
internal import CommandKit
internal import JSONText

/// JSON that a service sent, on its way out again.
enum ServiceJSON {
    /// A text that is no JSON stays a text.
    static func value(of text: String?) -> OutputValue {
        guard let text else { return .null }
        guard let json = try? JSONReader.value(of: Array(text.utf8)) else { return .text(ShownURL.text(text)) }
        return value(of: json)
    }

    /// Credentials in addresses are struck out.
    static func value(of json: JSON) -> OutputValue {
        switch json {
        case .null: .null
        case .bool(let flag): .flag(flag)
        case .integer(let number): .number(number)
        case .number(let number): .decimal(number)
        case .string(let text): .text(ShownURL.text(text))
        case .array(let values): .sequence(values.map { value(of: $0) })
        case .object(let object): .structure(object.map { .init($0.name, value(of: $0.value)) })
        }
    }
}
