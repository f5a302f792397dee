internal import CommandKit
internal import JSONText

/// What is wrong with a manifest, and where.
struct ManifestError: Error, Equatable, CustomStringConvertible {
    /// `commands[0].options[1]`; empty for the whole.
    let place: String
    let reason: String

    var description: String { place.isEmpty ? reason : "\(place): \(reason)" }
}

/// An object of a manifest, each field of which is read by its type. A field that nobody knows is a mistake: a misspelt
/// `secret` would give a password away.
struct ManifestFields {
    let place: String
    private let object: JSONObject

    init(_ json: JSON, at place: String, known: [String]) throws(ManifestError) {
        guard let object = json.object else { throw ManifestError(place: place, reason: "is no object") }
        self.place = place
        self.object = object
        for name in object.names where !known.contains(name) {
            let near = Suggestion.nearest(to: name, in: known).map { "; '\($0)' is one" } ?? ""
            throw ManifestError(place: place, reason: "'\(SafeText.message(name))' is no field of it\(near)")
        }
    }

    func place(of field: String) -> String { place.isEmpty ? field : "\(place).\(field)" }

    func value(_ field: String) -> JSON? { object[field] }

    func error(_ field: String, _ reason: String) -> ManifestError {
        ManifestError(place: place(of: field), reason: reason)
    }

    /// A line of text that could do nothing to a terminal.
    func optionalText(_ field: String) throws(ManifestError) -> String? {
        guard let json = object[field] else { return nil }
        return try Self.text(json, at: place(of: field))
    }

    func text(_ field: String) throws(ManifestError) -> String {
        guard let text = try optionalText(field) else { throw ManifestError(place: place, reason: "has no '\(field)'") }
        return text
    }

    func flag(_ field: String, unlessSaid usual: Bool = false) throws(ManifestError) -> Bool {
        guard let json = object[field] else { return usual }
        guard let flag = json.bool else { throw error(field, "is neither true nor false") }
        return flag
    }

    func list(_ field: String, atMost limit: Int) throws(ManifestError) -> [(json: JSON, place: String)] {
        guard let json = object[field] else { return [] }
        guard let values = json.array else { throw error(field, "is no list") }
        guard values.count <= limit else { throw error(field, "has more than \(limit) entries") }
        return values.enumerated().map { ($1, "\(place(of: field))[\($0)]") }
    }

    func texts(_ field: String, atMost limit: Int) throws(ManifestError) -> [String] {
        var texts: [String] = []
        for (json, place) in try list(field, atMost: limit) { texts.append(try Self.text(json, at: place)) }
        return texts
    }

    private static func text(_ json: JSON, at place: String) throws(ManifestError) -> String {
        guard let text = json.string else { throw ManifestError(place: place, reason: "is no text") }
        guard !text.isEmpty else { throw ManifestError(place: place, reason: "is empty") }
        guard SafeText.isPlain(text) else {
            throw ManifestError(place: place, reason: "has characters that are not for a terminal")
        }
        return text
    }
}
