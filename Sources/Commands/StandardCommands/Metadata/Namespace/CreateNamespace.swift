internal import BackendKit
internal import CommandKit

/// `image metadef namespace create`
struct CreateNamespace: NamedCommand {
    static let name = CommandName("image metadef namespace create")

    let name = Positional("namespace", of: String.self, help: "Name of the new namespace")
    let fields = NamespaceFields()

    var signature: Signature {
        Signature(
            Self.name, "Make a namespace for metadata definitions", name, fields.displayName,
            fields.about, fields.visibility, fields.protection,
            discussion: ["Mostly an administrator's right."],
            capabilities: [AnyCapability(.metadata)],
            output: .record,
            columns: NamespaceRecord.fields,
            changes: .always("create a namespace"),
            examples: [
                Example(
                    "image metadef namespace create Example::Disks --display-name Disks --public",
                    "One that everybody sees")
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        var namespace = MetadataNamespace(call[name])
        fields.apply(call, to: &namespace)
        let made = try await Self.create(namespace, at: call.spans(of: name).first, in: context)
        try context.console.write(NamespaceRecord.record(of: made), as: call.output)
    }

    /// Makes it.
    /// - Parameter span: what an error points at.
    static func create(
        _ namespace: MetadataNamespace, at span: SourceSpan?, in context: CommandContext
    ) async throws -> MetadataNamespace {
        let definitions = try await context.require(.metadata)
        return try await context.located(at: span) { try await definitions.createNamespace(namespace) }
    }
}
