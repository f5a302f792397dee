internal import BackendKit
internal import CommandKit

/// `image import info`
struct ImportInfo: NamedCommand {
    static let name = CommandName("image import info", or: "import-info")

    var signature: Signature {
        Signature(
            Self.name, "Show the ways a service imports images",
            capabilities: [AnyCapability(.importing)],
            output: .record,
            columns: ["import-methods"],
            changes: .nothing,
            examples: [Example("image import info -f json", "The methods of this service, for a program")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        // The glance client shows all that the service says.
        if context.console.surroundings.tableLook == .glance {
            try await ServiceInformation("import").show(call, in: context)
            return
        }
        let methods = try await context.require(.importing).importMethods()
        let names = OutputValue.list(methods.map { .text($0.rawValue) })
        try context.console.write(Record([.init("import-methods", names)]), as: call.output)
    }
}
