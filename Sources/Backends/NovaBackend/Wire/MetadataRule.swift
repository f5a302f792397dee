internal import BackendKit
internal import JSONText

/// What Nova takes as properties: less than the image service does (Compute API, schema `metadata`).
enum MetadataRule {
    private static let most = 255

    static func takes(name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= most
            && name.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "-_:. ".utf8.contains(byte)
                }
            }
    }

    static func takes(value: String) -> Bool { value.unicodeScalars.count <= most }

    /// - Returns: why Nova does not take a property, or `nil` when it does.
    static func problem(_ properties: Properties) -> String? {
        for (name, value) in properties {
            if !takes(name: name) { return problem(name) }
            if !takes(value: value) { return "the value of '\(name)' has more than \(most) characters" }
        }
        return nil
    }

    static func problem(_ name: String) -> String {
        "'\(name)' is not made of letters, digits, blanks and '-', '_', ':', '.', at most \(most) of them"
    }

    static func json(_ properties: Properties) -> JSON {
        var object = JSONObject()
        for (name, value) in properties { object[name] = .string(value) }
        return .object(object)
    }
}
