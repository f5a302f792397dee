internal import YAMLText

/// YAML, a list of maps with sorted keys.
struct YAMLRows: RowFormatting {
    private let columns: [String]
    private var isEmpty = true

    init(_ columns: [String]) { self.columns = columns }

    mutating func row(_ values: [OutputValue]) -> String {
        isEmpty = false
        let map = OutputValue.map(zip(columns, values).map { OutputValue.Entry($0, $1) })
        return YAMLDocument.text(of: .list([map.yaml]))
    }

    func end() -> String { isEmpty ? "[]\n" : "" }

    static func text(of value: OutputValue) throws -> String { YAMLDocument.text(of: value.yaml) }
}

extension OutputValue {
    fileprivate var yaml: YAMLDocument {
        switch self {
        case .null: .null
        case .flag(let flag): .bool(flag)
        case .number(let number): .integer(number)
        case .decimal(let number): .decimal(number)
        case .text(let text): .string(text)
        case .list(let values), .sequence(let values): .list(values.map(\.yaml))
        case .map(let entries), .structure(let entries):
            .map(
                entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }.map { ($0.name, $0.value.yaml) }
            )
        }
    }
}
