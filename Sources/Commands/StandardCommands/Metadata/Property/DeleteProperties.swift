internal import BackendKit
internal import CommandKit

/// `image metadef property delete`
struct DeleteProperties: Command {
    let names = Rest(
        "property", of: String.self, minimum: 0, completion: DefinitionWords.properties,
        help: "Names of the properties; all of the namespace when there is none")

    var signature: Signature {
        Signature(
            "image metadef property delete", "Remove properties of a namespace", DefinitionWords.namespace, names,
            capabilities: [AnyCapability(.metadata)],
            changes: .always("delete properties"),
            examples: [
                Example("image metadef property delete Example::Disks size", "One property"),
                Example("image metadef property delete Example::Old", "All there are"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let namespace = call[DefinitionWords.namespace]
        let definitions = try await context.require(.metadata)
        guard call.has(names) else {
            try await context.located(at: call.spans(of: DefinitionWords.namespace).first) {
                try await definitions.deleteAllProperties(in: namespace)
            }
            return
        }
        try await DefinitionBatch.each(call[names], at: call.spans(of: names), in: context) {
            try await definitions.deleteProperty($0, in: namespace)
        }
    }
}
