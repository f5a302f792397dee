internal import BackendKit
internal import CommandKit
internal import JSONText

/// A JSON object that a user typed, as `--schema` takes it.
struct DefinitionSchema: ArgumentValue {
    let object: JSONObject

    init(argument: String) throws(ArgumentProblem) {
        let json: JSON
        do {
            json = try JSONReader.value(of: Array(argument.utf8))
        } catch {
            throw ArgumentProblem("\(error)", hint: "--schema '{\"minimum\": 1, \"maximum\": 8}'")
        }
        guard let object = json.object else {
            throw ArgumentProblem("not a JSON object", hint: "--schema '{\"minimum\": 1, \"maximum\": 8}'")
        }
        self.object = object
    }

    /// What a service said of a property.
    /// - Throws: ``ImageError`` with code `.protocol` for something that is no object.
    static func object(of property: MetadataProperty) throws -> JSONObject {
        guard let object = try? JSONReader.value(of: Array(property.schema.utf8)).object else {
            throw ImageError(.protocol, "the definition of '\(property.name)' is no JSON object")
        }
        return object
    }

    /// A property that says what the fields say.
    /// - Parameter name: what it is called unless the fields say otherwise.
    static func property(_ name: String, _ fields: JSONObject) -> MetadataProperty {
        var rest = fields
        rest["name"] = nil
        return MetadataProperty(fields["name"]?.string ?? name, schema: JSON.object(rest).text)
    }
}

extension JSONObject {
    /// With the members of the other one, which win.
    func merging(_ other: JSONObject) -> JSONObject {
        var merged = self
        for member in other { merged[member.name] = member.value }
        return merged
    }
}
