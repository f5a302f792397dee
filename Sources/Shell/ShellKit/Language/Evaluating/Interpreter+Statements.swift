internal import BackendKit
internal import CommandKit

/// Statements and blocks.
extension Interpreter {
    /// Runs the statements of a block up to its end, the first failure or a request to exit.
    func evaluate(_ block: Block) async -> Outcome {
        var status = ExitStatus.done
        for (number, statement) in block.statements.enumerated() {
            if Task.isCancelled { return Outcome(report(CancellationError(), at: statement.span), .stops) }
            var outcome = await evaluate(statement)
            status = outcome.status
            lastStatus = status
            if exitRequest != nil { return Outcome(status, .stops) }
            if status != .done, outcome.flow == .on || outcome.flow == .stops {
                // In a dry run what is not there may be what an earlier line would have made.
                let isExpected = isDryRun && status == .notFound && toldChanges.areSome
                guard status != .interrupted, statement.isTolerant || goesOnAfterErrors || isExpected else {
                    let isLast = number == block.statements.count - 1
                    return stopped(outcome, skipsMore: !isLast)
                }
                if let unsaid = outcome.unsaid { _ = report(unsaid, at: unsaid.span) }
                outcome.unsaid = nil
                if isExpected { status = .done } else { tolerated.insert(status) }
                outcome.status = status
                outcome.flow = .on
            }
            if outcome.flow != .on { return outcome }
        }
        return Outcome(status)
    }

    /// What a block ends with that a failure ends. The failure of its last command is for whoever runs the block to tell:
    /// it may be a condition, where it is an answer.
    private func stopped(_ outcome: Outcome, skipsMore: Bool) -> Outcome {
        var ended = Outcome(outcome.status, .stops)
        ended.unsaid = outcome.unsaid
        if skipsMore, var unsaid = ended.unsaid {
            // Who typed the one command sees what its program did; why others do not run has to be said.
            unsaid.skipsMore = !shared.board.hasPrompt
            _ = report(unsaid, at: unsaid.span)
            ended.unsaid = nil
        }
        return ended
    }

    /// Runs one statement. What fails is reported.
    func evaluate(_ statement: Statement) async -> Outcome {
        stack.move(to: statement.span)
        if statement.isBackground {
            await begin(statement)
            return .done
        }
        do {
            switch statement.action {
            case .command(let pipeline):
                try await run(pipeline)
                return .done
            case .program(let line): return Outcome(try await runProgramLine(line, at: statement.span))
            case .chain(let chain): return await evaluate(chain)
            case .assignment(let assignment):
                stack.set(assignment.name, to: try await text(of: assignment.value))
                return .done
            case .conditional(let conditional): return await evaluate(conditional)
            case .loop(let loop): return try await evaluate(loop)
            case .function(let definition):
                try define(definition)
                return .done
            case .parallel(let parallel): return try await evaluate(parallel)
            case .leave(let leave): return try await evaluate(leave)
            }
        } catch let error as ProgramFailure {
            var outcome = Outcome(error.status)
            outcome.unsaid = error
            return outcome
        } catch {
            return Outcome(report(error, at: statement.span))
        }
    }

    private func evaluate(_ chain: Chain) async -> Outcome {
        var outcome = await evaluate(chain.first)
        for part in chain.rest {
            lastStatus = outcome.status
            guard outcome.flow == .on, exitRequest == nil, outcome.status != .interrupted else { return outcome }
            if (outcome.status == .done) == (part.link == .and) { outcome = await evaluate(part.statement) }
        }
        return outcome
    }

    private func evaluate(_ conditional: Conditional) async -> Outcome {
        for branch in conditional.branches {
            let outcome = await evaluate(branch.condition)
            lastStatus = outcome.status
            guard outcome.flow == .on, exitRequest == nil, outcome.status != .interrupted else { return outcome }
            if outcome.status == .done { return await evaluate(branch.block) }
        }
        guard let otherwise = conditional.otherwise else { return .done }
        return await evaluate(otherwise)
    }

    private func evaluate(_ loop: Loop) async throws -> Outcome {
        var status = ExitStatus.done
        let items = try await items(of: loop)
        for (number, item) in items.enumerated() {
            stack.set(loop.name, to: item)
            var outcome = await evaluate(loop.block)
            status = outcome.status
            switch outcome.flow {
            case .on, .continues: continue
            case .breaks: return Outcome(status)
            case .returns: return outcome
            case .stops:
                if number < items.count - 1, !shared.board.hasPrompt { outcome.unsaid?.skipsMore = true }
                return outcome
            }
        }
        return Outcome(status)
    }

    /// The words a loop goes through: of `$(…)` each line.
    func items(of loop: Loop) async throws -> [String] {
        var items: [String] = []
        for template in loop.items { items += try await self.items(of: template) }
        return items
    }

    private func items(of template: WordTemplate) async throws -> [String] {
        if template.isArguments {
            guard stack.arguments.isEmpty, let fallback = template.argumentsFallback else { return stack.arguments }
            if let command = fallback.onlyCommand { return try await lines(of: command) }
            return [try await text(of: fallback)]
        }
        if let command = template.command { return try await lines(of: command) }
        return [try await text(of: template)]
    }

    private func evaluate(_ leave: Leave) async throws -> Outcome {
        switch leave {
        // As in sh, leaving is done whatever was before it: a status of failure would end the script behind the loop.
        case .loop: return Outcome(.done, .breaks)
        case .round: return Outcome(.done, .continues)
        case .function(let template):
            guard let template else { return Outcome(lastStatus, .returns) }
            let text = try await text(of: template)
            return Outcome(try ExitStatus.read(text, at: template.span, of: .return), .returns)
        }
    }

    private func runProgramLine(_ line: String, at span: SourceSpan) async throws -> ExitStatus {
        try ShellLine(line, at: span).check(
            registry.known, functions: Set(functions.keys), path: session.environment["PATH"]
        ) { name in
            stack.value(of: name).map { $0 != session.environment[name] } ?? false
        }
        if try isOnlyTold(program: "!" + line) { return .done }
        try outlet.output.flush()
        let status = try await programs.run(line)
        // Whoever pressed the key at a prompt knows; whoever reads the log of a script does not.
        if status == .interrupted, !shared.board.hasPrompt { throw CancellationError() }
        if status == .done || status == .interrupted { return status }
        throw ProgramFailure(status: status, program: "!", span: span)
    }

    /// Whether a failure ends a script.
    private var goesOnAfterErrors: Bool { session.preferences.now.goesOnAfterErrors }
}
