internal import BackendKit
internal import JSONText

/// A property as a namespace of metadata definitions describes it.
enum DefinitionRecord {
    static func property(_ name: String, _ json: JSON, of namespace: String) -> PropertyDefinition {
        PropertyDefinition(
            name, title: json["title"]?.string ?? "", about: json["description"]?.string ?? "",
            choices: choices(json), namespace: namespace)
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
