internal import BackendKit
internal import CommandKit

/// `image metadef resource type association delete`
struct DeleteAssociations: NamedCommand {
    static let name = CommandName("image metadef resource type association delete", or: "md-resource-type-deassociate")

    let types = Rest(
        "name", of: String.self, completion: DefinitionWords.associatedTypes, help: "The types of resources")
    let force = Flag("--force", help: "Also of a protected namespace, which is unprotected as long as that takes")

    var signature: Signature {
        Signature(
            Self.name, "Say that a namespace is no more for types of resources",
            DefinitionWords.namespace, types, force,
            capabilities: [AnyCapability(.metadata)],
            changes: .always("dissociate a namespace"),
            examples: [
                Example(
                    "image metadef resource type association delete Example::Disks OS::Glance::Image", "Not for images")
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (name, span) = (call[DefinitionWords.namespace], call.spans(of: DefinitionWords.namespace).first)
        let definitions = try await context.require(.metadata)
        let found = try await context.located(at: span) { try await definitions.namespace(name, for: nil) }
        let isLifted = found.isProtected == true && call[force]
        if isLifted { _ = try await definitions.replaceNamespace(name, with: Self.protected(found, false)) }
        do {
            try await Deeds.each(call[types], at: call.spans(of: types), "dissociated", .types, in: context) {
                try await definitions.dissociate($0, from: name)
            }
        } catch {
            if isLifted {
                do {
                    try await Self.protectAgain(found, by: definitions)
                } catch let second {
                    // What is told of is the failure before it; this one must not get lost.
                    try? context.console.report(second, about: "'\(name)'")
                }
            }
            throw error
        }
        if isLifted { try await Self.protectAgain(found, by: definitions) }
    }

    /// Also when the call was cancelled: a namespace must not stay unprotected.
    private static func protectAgain(
        _ namespace: MetadataNamespace, by definitions: any MetadataDefining
    ) async throws {
        let again = Task { try await definitions.replaceNamespace(namespace.name, with: protected(namespace, true)) }
        do {
            _ = try await again.value
        } catch {
            throw error.adding("the namespace '\(namespace.name)' is not protected any more")
        }
    }

    private static func protected(_ namespace: MetadataNamespace, _ isProtected: Bool) -> MetadataNamespace {
        var namespace = namespace
        namespace.isProtected = isProtected
        return namespace
    }
}
