internal import BackendKit
internal import CommandKit

/// A function as it was made, with the text it stands in.
struct Function: Sendable {
    let definition: FunctionDefinition
    let script: Script
}

/// Functions, and the scripts that others run.
extension Interpreter {
    /// Functions and scripts inside each other. It is there to end a recursion without end before the memory is gone.
    static let deepest = 200

    /// - Throws: ``UsageError`` when a command has the name.
    func define(_ definition: FunctionDefinition) throws(UsageError) {
        let name = definition.name
        if let problem = Self.problem(withFunction: name, registry) {
            throw UsageError(problem, at: definition.nameSpan)
        }
        functions[name] = Function(definition: definition, script: stack.top.script)
    }

    /// Why a function cannot have a name; `nil` when it can.
    static func problem(withFunction name: String, _ registry: Registry) -> String? {
        let spellings = registry.spellings
        if spellings.contains(name) { return "'\(name)' is a command already; a function cannot hide it" }
        let longer = spellings.first { $0.hasPrefix(name + " ") }
        return longer.map { "'\(name)' begins commands such as '\($0)'; a function cannot hide them" }
    }

    /// Runs a function with these words as its arguments.
    /// - Throws: ``SilentFailure`` with the status it ended with; ``ProgramFailure`` when that is one of its last program.
    func call(_ function: Function, _ words: [Word], on console: Console) async throws {
        guard stack.frames.count < Self.deepest else {
            throw UsageError(
                "functions and scripts run each other more than \(Self.deepest) deep; '\(words[0].text)' was not run",
                at: words[0].span)
        }
        stack.push(
            Frame(
                .function(function.definition.name), function.script, arguments: words.dropFirst().map(\.text)))
        defer { stack.pop() }
        let outcome = await evaluate(function.definition.block, on: console)
        guard var unsaid = outcome.unsaid else { return try pass(outcome) }
        unsaid.origin = unsaid.origin ?? (stack.top.script, stack.trace)
        throw unsaid
    }

    /// Runs a script inside of what runs.
    /// - Throws: ``SilentFailure`` with the status it ended with; ``ImageError`` when it cannot be run.
    func call(_ path: String, _ arguments: [String], on console: Console) async throws {
        let script = try await files.script(at: path)
        try checkRecursion(of: path)
        stack.push(Frame(.script(path: path), script, arguments: arguments))
        defer { stack.pop() }
        let block: Block
        do {
            block = try script.parsed()
        } catch {
            throw SilentFailure(report(error, at: nil))
        }
        let outcome = await evaluate(block, on: console)
        if let unsaid = outcome.unsaid { _ = report(unsaid, at: unsaid.span) }
        try pass(outcome)
    }

    /// - Throws: ``ImageError`` when what is in the file cannot be run inside of what runs.
    func checkRecursion(of path: String) throws(ImageError) {
        if stack.paths.contains(path) {
            throw ImageError(.usage, "'\(path)' is running already: \((stack.paths + [path]).joined(separator: " → "))")
        }
        guard stack.frames.count < Self.deepest else {
            throw ImageError(.usage, "functions and scripts run each other more than \(Self.deepest) deep")
        }
    }

    private func evaluate(_ block: Block, on console: Console) async -> Outcome {
        let outer = outlet
        outlet = console
        defer { outlet = outer }
        return await evaluate(block)
    }

    private func pass(_ outcome: Outcome) throws(SilentFailure) {
        guard outcome.status == .done || exitRequest != nil else { throw SilentFailure(outcome.status) }
    }
}
