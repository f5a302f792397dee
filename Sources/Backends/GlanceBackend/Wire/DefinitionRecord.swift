internal import BackendKit
internal import JSONText

/// A property as a namespace of metadata definitions describes it.
enum DefinitionRecord {
    static func property(_ name: String, _ json: JSON, of namespace: String) -> PropertyDefinition {
        PropertyDefinition(
            name, title: json["title"]?.string ?? "", about: json["description"]?.string ?? "",
            choices: choices(json), rules: rules(json), namespace: namespace)
    }

    private static func rules(_ json: JSON) -> PropertyDefinition.Rules {
        guard json["type"]?.string == "integer" else { return PropertyDefinition.Rules() }
        return PropertyDefinition.Rules(
            isInteger: true, minimum: integer(json["minimum"]), maximum: integer(json["maximum"]))
    }

    private static func integer(_ json: JSON?) -> Int64? {
        switch json {
        case .integer(let number): number
        case .number(let number): Int64(exactly: number)
        default: nil
        }
    }

    /// Properties of images are texts, so a truth value is one of two words. A list is written in many ways, none of
    /// which can be told from the definition.
    private static func choices(_ json: JSON) -> [String] {
        switch json["type"]?.string {
        case "boolean": ["true", "false"]
        case "array": []
        default:
            (json["enum"]?.array ?? []).compactMap { value in
                switch value {
                case .string(let text): text
                case .integer(let number): String(number)
                default: nil
                }
            }
        }
    }
}
