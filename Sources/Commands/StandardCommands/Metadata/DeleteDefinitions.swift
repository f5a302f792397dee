internal import BackendKit
internal import CommandKit

/// `image metadef object delete`, `image metadef property delete`
struct DeleteDefinitions: Command {
    private let kind: DefinitionKind
    let names: Rest<String>

    init(_ kind: DefinitionKind) {
        self.kind = kind
        names = Rest(
            kind.rawValue, of: String.self, minimum: 0, completion: kind.completion,
            help: "Names of the \(kind.plural); all of the namespace when there is none")
    }

    static func name(of kind: DefinitionKind) -> CommandName { CommandName("image metadef \(kind.rawValue) delete") }

    var signature: Signature {
        let name = Self.name(of: kind)
        return Signature(
            name, "Remove \(kind.plural) of a namespace", DefinitionWords.namespace, names,
            capabilities: [AnyCapability(.metadata)],
            changes: .always("delete \(kind.plural)"),
            examples: [
                Example("\(name.text) Example::Disks \(kind.sample)", "One \(kind.rawValue)"),
                Example("\(name.text) Example::Old", "All there are"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let namespace = call[DefinitionWords.namespace]
        let definitions = try await context.require(.metadata)
        guard call.has(names) else {
            try await context.located(at: call.spans(of: DefinitionWords.namespace).first) {
                try await kind.deleteAll(in: namespace, by: definitions)
            }
            return
        }
        try await Deeds.each(call[names], at: call.spans(of: names), "removed", kind.noun, in: context) {
            try await kind.delete($0, in: namespace, by: definitions)
        }
    }
}
