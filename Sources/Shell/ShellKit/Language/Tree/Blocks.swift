internal import CommandKit

/// `let name = value`
struct Assignment: Sendable, Equatable {
    let name: String
    let value: WordTemplate
}

/// `if … else if … else … end`
struct Conditional: Sendable, Equatable {
    struct Branch: Sendable, Equatable {
        let condition: Statement
        let block: Block
    }

    /// At least one.
    let branches: [Branch]
    let otherwise: Block?
}

/// `foreach name in words … end`
struct Loop: Sendable, Equatable {
    let name: String
    let items: [WordTemplate]
    let block: Block
}

/// `function name … end`
struct FunctionDefinition: Sendable, Equatable {
    let name: String
    let nameSpan: SourceSpan
    let block: Block
}

/// How many commands of a 'parallel' run at the same time.
struct ParallelLimit: ArgumentValue {
    static let most = 64

    let count: Int

    init(argument: String) throws(ArgumentProblem) {
        guard let count = Int(argument), (1...Self.most).contains(count) else {
            throw ArgumentProblem(
                "'parallel' takes a number from 1 to \(Self.most), not '\(argument)'", hint: "parallel 4")
        }
        self.count = count
    }
}

/// `parallel number … end`
struct Parallel: Sendable, Equatable {
    let limit: WordTemplate
    let block: Block
}

/// `return`, `break`, `continue`
enum Leave: Sendable, Equatable {
    case function(status: WordTemplate?)
    case loop
    case round
}
