internal import BackendKit
internal import CommandKit

/// `image metadef object list`, `image metadef property list`, `image metadef tag list`
struct ListDefinitions: Command {
    private let kind: DefinitionKind

    init(_ kind: DefinitionKind) { self.kind = kind }

    static func name(of kind: DefinitionKind) -> CommandName {
        CommandName("image metadef \(kind.rawValue) list", or: "md-\(kind.rawValue)-list")
    }

    var signature: Signature {
        let name = Self.name(of: kind)
        return Signature(
            name, summary, DefinitionWords.namespace,
            capabilities: [AnyCapability(.metadata)],
            output: .listing,
            columns: columns,
            changes: .nothing,
            examples: [example(name.text)])
    }

    private var summary: String {
        switch kind {
        case .object: "List the objects of a namespace"
        case .property: "List the properties that a namespace defines"
        case .tag: "List the tags of a namespace"
        }
    }

    private var columns: [String] {
        switch kind {
        case .object: ObjectRecord.columns
        case .property: PropertyRecord.columns
        case .tag: TagRecord.columns
        }
    }

    private func example(_ name: String) -> Example {
        switch kind {
        case .object: Example("\(name) Example::Disks", "What it groups")
        case .property: Example("\(name) OS::Compute::Watchdog", "What it defines")
        case .tag: Example("\(name) Example::Disks", "What it proposes")
        }
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let namespace = call[DefinitionWords.namespace]
        let definitions = try await context.require(.metadata)
        let rows = try await context.located(at: call.spans(of: DefinitionWords.namespace).first) {
            try await self.rows(in: namespace, by: definitions)
        }
        var listing = try context.console.listing(columns, as: call.output)
        for row in rows { try listing.add(row) }
        try listing.finish()
    }

    private func rows(
        in namespace: String, by definitions: any MetadataDefining
    ) async throws -> [[OutputValue]] {
        switch kind {
        case .object: try await definitions.objects(in: namespace).map(ObjectRecord.row)
        case .property: try await definitions.properties(in: namespace).map(PropertyRecord.row)
        case .tag: try await definitions.tags(in: namespace).map(TagRecord.row)
        }
    }
}
