internal import BackendKit
internal import CommandKit
internal import FileIO
internal import JSONText

/// `image metadef namespace import`
struct ImportNamespace: NamedCommand, RehearsingCommand {
    static let name = CommandName("image metadef namespace import", or: "md-namespace-import")

    private static let mostBytes = 16 << 20

    let file = Option<FilePath>("--file", value: "file", help: "The JSON; '-' is standard input, as is no file at all")

    var signature: Signature {
        Signature(
            Self.name, "Make a namespace with all that a JSON file says is in it", file,
            discussion: [
                "The JSON is that of the metadata definitions that Glance ships: 'namespace', 'display_name', "
                    + "'properties', 'objects', 'tags' and 'resource_type_associations'."
            ],
            capabilities: [AnyCapability(.metadata)],
            output: .record,
            columns: NamespaceRecord.fields,
            changes: .always("import a namespace"),
            readsInput: true,
            examples: [Example("image metadef namespace import --file disks.json", "Definitions kept in a file")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let namespace = try await namespace(call, in: context)
        let definitions = try await context.require(.metadata)
        let made = try await definitions.createNamespace(namespace)
        try context.console.write(NamespaceRecord.whole(made), as: call.output)
    }

    func rehearse(_ call: Call, in context: CommandContext) async throws -> ExitStatus {
        _ = try await namespace(call, in: context)
        _ = try await context.require(.metadata)
        return .done
    }

    private func namespace(_ call: Call, in context: CommandContext) async throws -> MetadataNamespace {
        let bytes = try await bytes(call, in: context)
        let json: JSON
        do {
            json = try JSONReader.value(of: bytes)
        } catch {
            throw ImageError(.usage, "the namespace cannot be read: \(error)")
        }
        return try NamespaceFile.namespace(json)
    }

    private func bytes(_ call: Call, in context: CommandContext) async throws -> [UInt8] {
        let stream: ByteStream
        if let file = call[file], !file.isStandardInput {
            stream = try await context.located(at: file.span) { try await ByteStream.file(at: file.text) }
        } else if let piped = context.pipedInput {
            stream = piped
        } else {
            throw UsageError(
                "'\(call.signature.name)' needs --file", hint: "image metadef namespace import --file FILE")
        }
        var bytes: [UInt8] = []
        let reader = try stream.open()
        while let chunk = try await reader.next() {
            bytes += chunk
            guard bytes.count <= Self.mostBytes else {
                throw ImageError(.usage, "a namespace has more than 16 MiB; that is no metadata definition")
            }
        }
        return bytes
    }
}
