internal import BackendKit
internal import CommandKit
internal import JSONText

/// What a service tells of itself, whole, a field for each of its members.
struct ServiceInformation {
    private let name: String

    init(_ name: String) { self.name = name }

    func show(_ call: Call, in context: CommandContext) async throws {
        let bytes = try await context.require(.describing).information(name)
        guard let object = try? JSONReader.value(of: bytes).object else {
            throw ImageError(.protocol, "the service told of '\(name)' in a way nobody can read")
        }
        let fields = object.map { OutputValue.Entry($0.name, ServiceJSON.value(of: $0.value)) }
        try context.console.write(Record(fields.sorted { $0.name.precedesInBytes($1.name) }), as: call.output)
    }
}
