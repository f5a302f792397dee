import BackendKit
public import CommandKit
import LocalBackend
import ShellKit
import StandardCommands

/// The whole shell, with its commands and a local store of its own, but with memory for a terminal.
public struct TestShell: Sendable {
    public let directory: TemporaryDirectory
    private let plugins: [any Plugin]
    private let environment: [String: String]
    private let surroundings: Console.Surroundings

    /// - Parameters:
    ///   - plugins: brought in beside the standard commands and the local backend.
    ///   - environment: beside `HOME`, which is ``directory``.
    ///   - columns: cells of a row of the terminal.
    public init(plugins: [any Plugin] = [], environment: [String: String] = [:], columns: Int = 80) throws {
        IgnoredSignals.take()
        directory = try TemporaryDirectory()
        self.plugins = [StandardPlugin(), LocalOnly()] + plugins
        self.environment = environment.merging(["HOME": directory.path]) { given, _ in given }
        var surroundings = Console.Surroundings()
        surroundings.columns = { columns }
        self.surroundings = surroundings
    }

    /// What a run gave.
    public struct Result: Sendable {
        public let output: String
        public let errors: String
        public let status: ExitStatus
    }

    /// Runs lines, as `imgsh -c` does.
    public func run(_ lines: String) async throws -> Result { try await run(arguments: ["-c", lines]) }

    /// Runs the program with these arguments.
    /// - Parameter program: the name it is called by.
    public func run(arguments: [String], calledAs program: String = "imgsh") async throws -> Result {
        let (output, errors) = (MemorySink(), MemorySink())
        let shell = try Shell(
            plugins: plugins, environment: environment,
            streams: ShellStreams(
                output: output, errors: errors, surroundings: surroundings,
                // A hundred tests run beside it.
                completionPatience: .seconds(600)))
        let status = await shell.run(arguments, calledAs: program)
        return Result(output: output.text, errors: errors.text, status: status)
    }

    /// A file in ``directory``, by a path that needs no quotes.
    public func file(_ name: String, _ bytes: [UInt8]) throws -> String { try directory.write(name, bytes) }

    public func file(_ name: String, _ text: String) throws -> String { try directory.write(name, text) }
}

private struct LocalOnly: Plugin {
    let name = "the local backend"

    func register(with registrar: inout Registrar) throws {
        try registrar.add(.local(inspector: { _ in DataFindings() }))
    }
}
