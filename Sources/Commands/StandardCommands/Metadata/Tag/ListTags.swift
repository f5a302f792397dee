internal import BackendKit
internal import CommandKit

/// `image metadef tag list`
struct ListTags: Command {
    var signature: Signature {
        Signature(
            "image metadef tag list", "List the tags of a namespace", DefinitionWords.namespace,
            secondNames: ["md-tag-list"],
            capabilities: [AnyCapability(.metadata)],
            output: .listing,
            columns: ["name"],
            changes: .nothing,
            examples: [Example("image metadef tag list Example::Disks", "What it proposes")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let namespace = call[DefinitionWords.namespace]
        let definitions = try await context.require(.metadata)
        let found = try await context.located(at: call.spans(of: DefinitionWords.namespace).first) {
            try await definitions.tags(in: namespace)
        }
        try TagRecord.list(found, call, in: context)
    }
}
