internal import BackendKit
internal import CommandKit

/// `md-object-delete`, which never means all of them.
struct GlanceDeleteObject: Command {
    let object = Positional(
        "object", of: String.self, completion: DefinitionWords.objects, help: "Name of the object")

    var signature: Signature {
        Signature(
            "md-object-delete", "Remove an object of a namespace, as the glance client says it",
            DefinitionWords.namespace, object,
            capabilities: [AnyCapability(.metadata)],
            isHidden: true,
            changes: .always("delete an object"),
            examples: [Example("md-object-delete Example::Disks partition", "One object less")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (namespace, object) = (call[DefinitionWords.namespace], call[object])
        let definitions = try await context.require(.metadata)
        try await context.located(at: call.spans(of: self.object).first) {
            try await definitions.deleteObject(object, in: namespace)
        }
    }
}
