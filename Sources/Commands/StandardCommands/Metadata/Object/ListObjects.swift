internal import BackendKit
internal import CommandKit

/// `image metadef object list`
struct ListObjects: Command {
    var signature: Signature {
        Signature(
            "image metadef object list", "List the objects of a namespace", DefinitionWords.namespace,
            secondNames: ["md-object-list"],
            capabilities: [AnyCapability(.metadata)],
            output: .listing,
            columns: ObjectRecord.columns,
            changes: .nothing,
            examples: [Example("image metadef object list Example::Disks", "What it groups")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let namespace = call[DefinitionWords.namespace]
        let definitions = try await context.require(.metadata)
        let found = try await context.located(at: call.spans(of: DefinitionWords.namespace).first) {
            try await definitions.objects(in: namespace)
        }
        var listing = try context.console.listing(ObjectRecord.columns, as: call.output)
        for object in found { try listing.add([.text(object.name), .text(object.about)]) }
        try listing.finish()
    }
}
