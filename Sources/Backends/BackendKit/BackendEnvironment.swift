/// The surroundings a provider may read, handed in so that tests can make their own.
public struct BackendEnvironment: Sendable {
    /// The environment variables of the process.
    public let variables: [String: String]
    /// What the command line says instead, under the variables' names: `--os-region-name R` is `OS_REGION_NAME`.
    public let options: [String: String]
    /// Where backends report what they do.
    public let diagnostics: BackendDiagnostics
    /// What backends may ask.
    public let questions: BackendQuestions

    public init(
        variables: [String: String], options: [String: String] = [:],
        diagnostics: BackendDiagnostics = BackendDiagnostics(), questions: BackendQuestions = .none
    ) {
        self.variables = variables
        self.options = options
        self.diagnostics = diagnostics
        self.questions = questions
    }

    /// The same surroundings with further options, which count more than those there are.
    public func adding(_ more: [String: String]) -> BackendEnvironment {
        BackendEnvironment(
            variables: variables, options: options.merging(more) { _, new in new }, diagnostics: diagnostics,
            questions: questions)
    }

    /// The option of the name, or else the variable; an empty variable counts as unset.
    public subscript(_ name: String) -> String? {
        options[name] ?? variables[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// What a switch says: `1` and the like turn it on, `0`, `no`, `off` and `false` off.
    /// - Returns: `nil` when it says nothing.
    public func isOn(_ name: String) -> Bool? {
        self[name].map { !["0", "no", "off", "false"].contains($0.lowercased()) }
    }
}
