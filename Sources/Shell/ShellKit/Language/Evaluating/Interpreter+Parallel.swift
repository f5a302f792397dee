internal import BackendKit
internal import CommandKit

/// `parallel number … end`
extension Interpreter {
    /// Something that runs beside others.
    private struct Branch: Sendable {
        let block: Block
        /// The variable of the loop it is a round of.
        var variable: (name: String, value: String)?
    }

    /// Runs the statements of a block at the same time, and the rounds of a loop as if each was a statement. Each has
    /// interpreter and output of its own; what it wrote is shown as a whole, in the order of the text.
    func evaluate(_ parallel: Parallel) async throws -> Outcome {
        let limit = try await limit(of: parallel)
        var branches = try await branches(of: parallel.block)[...]
        var statuses: [ExitStatus] = []
        var ended: [Int: BranchEnding] = [:]
        var next = 0
        var shown = 0
        var unwritten: (any Error)?
        await withTaskGroup(of: (Int, BranchEnding).self) { group in
            while true {
                while next - shown - ended.count < limit, !group.isCancelled, let branch = branches.popFirst() {
                    let number = next
                    next += 1
                    group.addTask { (number, await self.run(branch)) }
                }
                guard let (number, ending) = await group.next() else { break }
                // The key reached a program that has the terminal, and is for what runs beside it as well.
                if ending.status == .interrupted { group.cancelAll() }
                ended[number] = ending
                while let ending = ended.removeValue(forKey: shown) {
                    shown += 1
                    statuses.append(ending.status)
                    // Behind what could not be written nothing is: it would have a hole.
                    if unwritten == nil { unwritten = show(ending) }
                    try? outlet.errors.write(ending.errors.take())
                }
            }
        }
        if Task.isCancelled || statuses.contains(.interrupted) { throw CancellationError() }
        if let unwritten { statuses.append(report(unwritten, at: stack.top.place)) }
        return Outcome(ExitStatus.worst(of: statuses) ?? .done)
    }

    private func limit(of parallel: Parallel) async throws -> Int {
        let text = try await text(of: parallel.limit)
        return try ParallelLimit.read(text, at: parallel.limit.span, of: .parallel).count
    }

    private func branches(of block: Block) async throws -> [Branch] {
        var branches: [Branch] = []
        for statement in block.statements {
            if case .loop(let loop) = statement.action, !statement.isBackground {
                branches += try await items(of: loop).map { Branch(block: loop.block, variable: (loop.name, $0)) }
            } else {
                branches.append(Branch(block: Block(statements: [statement])))
            }
        }
        return branches
    }

    private func run(_ branch: Branch) async -> BranchEnding {
        let (output, errors) = (MemorySink(), MemorySink())
        let child = await fork(on: stage)
        let status = await child.runBranch(
            branch.block, branch.variable, on: outlet.leading(output: output, errors: errors))
        return BranchEnding(status: status, output: output, errors: errors)
    }

    private func runBranch(
        _ block: Block, _ variable: (name: String, value: String)?, on console: Console
    ) async -> ExitStatus {
        outlet = console.withoutProgress
        plan = outlet
        isBranch = true
        if let variable { stack.set(variable.name, to: variable.value) }
        let outcome = await evaluate(block)
        if var unsaid = outcome.unsaid {
            // Which of them it was is not to be seen otherwise.
            unsaid.skipsMore = !shared.board.hasPrompt
            _ = report(unsaid, at: unsaid.span)
        }
        return outcome.status == .done ? ExitStatus.worst(of: tolerated) ?? .done : outcome.status
    }

    /// Hands on the output.
    /// - Returns: what went wrong with that.
    private func show(_ ending: BranchEnding) -> (any Error)? {
        do {
            try outlet.output.write(ending.output.take())
            try outlet.output.flush()
            return nil
        } catch {
            return error
        }
    }
}

/// How a branch ended, and what it wrote.
private struct BranchEnding: Sendable {
    let status: ExitStatus
    let output: MemorySink
    let errors: MemorySink
}
