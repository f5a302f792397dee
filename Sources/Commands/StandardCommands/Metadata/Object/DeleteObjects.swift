internal import BackendKit
internal import CommandKit

/// `image metadef object delete`
struct DeleteObjects: Command {
    let names = Rest(
        "object", of: String.self, minimum: 0, completion: DefinitionWords.objects,
        help: "Names of the objects; all of the namespace when there is none")

    var signature: Signature {
        Signature(
            "image metadef object delete", "Remove objects of a namespace", DefinitionWords.namespace, names,
            capabilities: [AnyCapability(.metadata)],
            changes: .always("delete objects"),
            examples: [
                Example("image metadef object delete Example::Disks partition", "One object"),
                Example("image metadef object delete Example::Old", "All there are"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let namespace = call[DefinitionWords.namespace]
        let definitions = try await context.require(.metadata)
        guard call.has(names) else {
            try await context.located(at: call.spans(of: DefinitionWords.namespace).first) {
                try await definitions.deleteAllObjects(in: namespace)
            }
            return
        }
        try await DefinitionBatch.each(call[names], at: call.spans(of: names), in: context) {
            try await definitions.deleteObject($0, in: namespace)
        }
    }
}
