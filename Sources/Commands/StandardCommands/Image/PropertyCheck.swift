internal import BackendKit
internal import CommandKit

/// Looks at the properties a call sets before anything is sent. Services take every name, and a mistyped one silently
/// does nothing.
struct PropertyCheck: Sendable {
    private let given: [(assignment: Assignment, span: SourceSpan)]
    /// Whether the definitions decide; otherwise a likely slip is told of, and that is all.
    private let isStrict: Bool

    init(_ call: Call, _ options: ImageOptions) {
        given = zip(call[options.property], call.spans(of: options.property)).map { ($0, $1) }
        isStrict = call[options.checkProperties]
    }

    /// - Throws: ``UsageError`` for a property that does not pass, when that was asked for.
    func run(on backend: any ImageBackend, console: Console) async throws {
        guard !given.isEmpty else { return }
        if isStrict { return try check(against: try await definitions(of: backend)) }
        // Nobody asked: what ships is known without a request.
        for (assignment, _) in given {
            guard let meant = Self.slip(assignment.key, among: PropertyDefinition.common) else { continue }
            try console.warn("nobody reads a property '\(assignment.key)'; did you mean '\(meant)'?")
        }
    }

    private func check(against definitions: [PropertyDefinition]) throws(UsageError) {
        for (assignment, span) in given {
            let known = definitions.filter { $0.name.hasSameBytes(as: assignment.key) }
            guard !known.isEmpty else {
                throw UsageError(
                    "no definition knows the property '\(assignment.key)'; nothing was sent", at: span,
                    hint: Self.slip(assignment.key, among: definitions).map { "--property \($0)=\(assignment.value)" }
                        ?? "the same without --check-properties")
            }
            let problems = known.map { $0.problem(with: assignment.value) }
            guard !problems.contains(nil), let problem = problems.first ?? nil else { continue }
            throw UsageError(
                "'\(assignment.key)' cannot be '\(assignment.value)': \(problem); nothing was sent", at: span)
        }
    }

    /// Those of the service, and what ships for the names it says nothing of.
    private func definitions(of backend: any ImageBackend) async throws -> [PropertyDefinition] {
        var own: [PropertyDefinition] = []
        do {
            own = try await backend.facet(.defining)?.imageProperties() ?? []
        } catch let error as ImageError where error.code == .unsupported {}
        let names = Set(own.map { Array($0.name.utf8) })
        return own + PropertyDefinition.common.filter { !names.contains(Array($0.name.utf8)) }
    }

    private static func slip(_ name: String, among definitions: [PropertyDefinition]) -> String? {
        let names = definitions.map(\.name)
        guard !names.contains(where: { $0.hasSameBytes(as: name) }) else { return nil }
        return names.first { Suggestion.isSlip(name, of: $0) }
    }
}
