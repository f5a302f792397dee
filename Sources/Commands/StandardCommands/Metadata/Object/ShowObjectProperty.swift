internal import BackendKit
internal import CommandKit

/// `image metadef object property show`
struct ShowObjectProperty: NamedCommand {
    static let name = CommandName("image metadef object property show", or: "md-object-property-show")

    let object = Positional(
        "object", of: String.self, completion: DefinitionWords.objects, help: "Name of the object")
    let property = Positional(
        "property", of: String.self, completion: DefinitionWords.objectProperties, help: "Name of the property")
    let maximumColumnWidth = Option<Int64>(
        "--max-column-width", value: "cells", help: "Accepted for the glance client's sake; see --max-width")

    var signature: Signature {
        Signature(
            Self.name, "Show a property of an object", DefinitionWords.namespace, object,
            property, maximumColumnWidth,
            capabilities: [AnyCapability(.metadata)],
            output: .record,
            columns: PropertyRecord.fields,
            changes: .nothing,
            examples: [
                Example("image metadef object property show Example::Disks partition label", "All that is said of it")
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (namespace, object, property) = (call[DefinitionWords.namespace], call[object], call[property])
        let definitions = try await context.require(.metadata)
        let found = try await context.located(at: call.spans(of: self.object).first) {
            try await definitions.object(object, in: namespace)
        }
        guard let wanted = (found.properties ?? []).first(where: { $0.name.hasSameBytes(as: property) }) else {
            let error = ImageError(
                .notFound, "the object '\(object)' has no property '\(property)'",
                hint: "image metadef object show \(Quoting.word(namespace)) \(Quoting.word(object))")
            throw call.spans(of: self.property).first.map { LocatedError(error: error, span: $0) } ?? error
        }
        try context.console.write(PropertyRecord.record(of: wanted), as: call.output)
    }
}
