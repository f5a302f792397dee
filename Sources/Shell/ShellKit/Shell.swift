internal import BackendKit
public import CommandKit
internal import Editline
internal import FileIO
internal import Glibc

/// The program: takes its arguments, chooses where lines come from, and gives the status to end with.
public struct Shell: Sendable {
    private let registry: Registry
    private let environment: BackendEnvironment

    /// - Throws: ``RegistrationConflict`` when two plugins bring things of one name.
    public init(plugins: [any Plugin], environment: [String: String]) throws {
        registry = try Registrar(plugins: plugins).finish()
        self.environment = BackendEnvironment(variables: environment)
    }

    /// Runs until there is nothing left to do.
    /// - Parameter arguments: without the program's name.
    public func run(_ arguments: [String]) async -> ExitStatus {
        SignalMonitor.ignoreBrokenPipesAndFileLimits()
        let output = DescriptorSink(1, label: "standard output", isBuffered: true)
        let errors = DescriptorSink(2, label: "standard error", isBuffered: false)
        let status: ExitStatus
        do {
            let request = try ProcessArguments(arguments)
            status = try await run(request, output: output, errors: errors)
            try output.flush()
        } catch {
            let report = StatusReport(error, in: Script(name: nil, text: ""), statement: nil)
            for line in report.lines { try? errors.write(line + "\n") }
            return report.status
        }
        return status
    }

    private func run(
        _ request: ProcessArguments, output: DescriptorSink, errors: DescriptorSink
    ) async throws -> ExitStatus {
        switch request.task {
        case .version: try output.write("imgsh \(Version.text)\n")
        case .help: try output.write(Usage.text(columns: Surroundings.columns()))
        case .manual: try output.write(Manual.page(registry))
        case .complete(let line): try await complete(line, request, to: output)
        default: return try await work(request, output: output, errors: errors)
        }
        return .done
    }

    private func work(
        _ request: ProcessArguments, output: DescriptorSink, errors: DescriptorSink
    ) async throws -> ExitStatus {
        let surroundings = Surroundings.console(request, environment)
        let session = try session(request)
        let console = Console(
            output: output, errors: errors, surroundings: surroundings, ask: TerminalQuestion.ask)
        let names = ImageNameCache()
        let interrupts = Interrupts()
        let interpreter = Interpreter(
            registry: registry, session: session, console: console, interrupts: interrupts,
            programs: ProgramRunner(), files: ScriptFiles(), pipedInput: PipedInput.stream(for: request),
            didRun: { names.invalidate() })
        let engine = CompletionEngine(
            registry: registry, session: session, names: names, aliases: { await interpreter.aliases().map(\.name) })
        let door = Door(
            interpreter: interpreter, session: session, interrupts: interrupts, engine: engine, console: console,
            environment: environment)
        let status = await door.enter(request)
        await session.close()
        return status
    }

    private func session(_ request: ProcessArguments) throws -> Session {
        let address = request.backend ?? environment["IMGSH_BACKEND"] ?? "local"
        return Session(registry: registry, environment: environment, start: try BackendAddress(parsing: address))
    }

    /// For the completions of other shells: a candidate a line, and what it is after a tab.
    private func complete(_ line: String, _ request: ProcessArguments, to output: DescriptorSink) async throws {
        let engine = CompletionEngine(
            registry: registry, session: try session(request), names: ImageNameCache(), aliases: { [] })
        let result = await engine.complete(line)
        for candidate in result.candidates {
            let detail = candidate.detail.map { "\t" + SafeText.line($0) } ?? ""
            try output.write(result.keeps + Quoting.word(candidate.word) + detail + "\n")
        }
    }
}
