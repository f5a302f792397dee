internal import CommandKit
internal import JSONText

/// An option whose value is a JSON object that holds nothing but texts.
enum JSONTexts {
    /// Its members, none where it was not given.
    static func of(_ option: Option<String>, _ call: Call) throws(UsageError) -> [(name: String, value: String)] {
        guard let text = call[option] else { return [] }
        let span = call.spans(of: option).last
        let name = option.shape.key
        guard let object = try? JSONReader.value(of: Array(text.utf8)).object else {
            throw UsageError("\(name) must be a JSON object", at: span, hint: "\(name) '{\"name\": \"value\"}'")
        }
        return try object.map { member throws(UsageError) in
            guard let value = member.value.string else {
                throw UsageError("\(name): the value of '\(member.name)' is no text", at: span)
            }
            return (member.name, value)
        }
    }
}
