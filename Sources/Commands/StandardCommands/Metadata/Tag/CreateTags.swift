internal import BackendKit
internal import CommandKit

/// `image metadef tag create`
struct CreateTags: NamedCommand {
    static let name = CommandName("image metadef tag create")

    let tags = Rest("tag", of: String.self, help: "The new tags")
    let replacing = Flag("--replace", help: "Take away all the others")

    var signature: Signature {
        Signature(
            Self.name, "Add tags to a namespace", DefinitionWords.namespace, tags, replacing,
            discussion: ["All of them are added, or none. 'image metadef namespace set --tag' does the same."],
            capabilities: [AnyCapability(.metadata)],
            output: .listing,
            columns: ["name"],
            changes: .always("create tags"),
            examples: [Example("image metadef tag create Example::Disks fast slow", "Two more")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (namespace, names, replacing) = (call[DefinitionWords.namespace], call[tags], call[replacing])
        let definitions = try await context.require(.metadata)
        let made = try await context.located(at: call.spans(of: tags).first) {
            try await definitions.createTags(names, in: namespace, keepingOthers: !replacing)
        }
        try TagRecord.list(made, call, in: context)
    }
}
