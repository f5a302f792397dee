internal import BackendKit
internal import CommandKit

/// `image metadef object show`
struct ShowObject: NamedCommand {
    static let name = CommandName("image metadef object show")

    let object = Positional(
        "object", of: String.self, completion: DefinitionWords.objects, help: "Name of the object")

    var signature: Signature {
        Signature(
            Self.name, "Show an object of a namespace", DefinitionWords.namespace, object,
            capabilities: [AnyCapability(.metadata)],
            output: .record,
            columns: ObjectRecord.fields,
            changes: .nothing,
            examples: [Example("image metadef object show Example::Disks partition -f json", "With its properties")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (namespace, object) = (call[DefinitionWords.namespace], call[object])
        let definitions = try await context.require(.metadata)
        let found = try await context.located(at: call.spans(of: self.object).first) {
            try await definitions.object(object, in: namespace)
        }
        try context.console.write(ObjectRecord.record(of: found, in: namespace), as: call.output)
    }
}
