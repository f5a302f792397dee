internal import BackendKit
internal import CommandKit

/// `md-object-show`, `md-property-show`
struct GlanceShowDefinition: Command {
    /// What can be shown this way.
    enum Kind: String {
        case object, property
    }

    private let kind: Kind
    let name: Positional<String>

    init(_ kind: Kind) {
        self.kind = kind
        name = (kind == .object ? DefinitionKind.object : .property).positional
    }

    static func name(of kind: Kind) -> CommandName { CommandName("md-\(kind.rawValue)-show") }

    var signature: Signature {
        switch kind {
        case .object:
            signature(
                "Show an object of a namespace", ObjectRecord.fields,
                Example("md-object-show Example::Disks partition", "With the names of its properties"))
        case .property:
            signature(
                "Show a property that a namespace defines", PropertyRecord.fields,
                Example("md-property-show OS::Compute::Watchdog watchdog_action", "All that is said of it"))
        }
    }

    private func signature(_ summary: String, _ fields: [String], _ example: Example) -> Signature {
        Signature(
            Self.name(of: kind), summary + ", as the glance client says it", DefinitionWords.namespace, name,
            GlanceColumnWidth.option,
            capabilities: [AnyCapability(.metadata)],
            output: .record,
            columns: fields,
            isHidden: true,
            changes: .nothing,
            examples: [example])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (namespace, name) = (call[DefinitionWords.namespace], call[name])
        let definitions = try await context.require(.metadata)
        let record = try await context.located(at: call.spans(of: self.name).first) {
            switch kind {
            case .object: ObjectRecord.asInGlance(try await definitions.object(name, in: namespace))
            case .property: try PropertyRecord.record(of: try await definitions.property(name, in: namespace))
            }
        }
        try context.console.write(record, as: call.output)
    }
}
