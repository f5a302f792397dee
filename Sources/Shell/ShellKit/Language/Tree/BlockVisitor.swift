internal import CommandKit

/// Goes to everything that can run in a tree.
protocol BlockVisitor {
    /// A command, or a program its output goes into.
    mutating func visit(_ part: Pipeline.Part, isProgram: Bool)
    /// The rest of a line behind `!`.
    mutating func visit(program line: String, at span: SourceSpan)
    mutating func visit(_ assignment: Assignment)
    mutating func visit(_ use: VariableUse)
    mutating func visit(_ definition: FunctionDefinition)
    mutating func visit(_ loop: Loop)
    /// A word of a statement that is no command, and what it is read as.
    mutating func visit(_ word: WordTemplate, of keyword: Keyword, as type: any ArgumentValue.Type)
}

extension BlockVisitor {
    mutating func visit(program line: String, at span: SourceSpan) {}
    mutating func visit(_ assignment: Assignment) {}
    mutating func visit(_ use: VariableUse) {}
    mutating func visit(_ definition: FunctionDefinition) {}
    mutating func visit(_ loop: Loop) {}
    mutating func visit(_ word: WordTemplate, of keyword: Keyword, as type: any ArgumentValue.Type) {}
}

extension Block {
    /// In the order of the text; also what is in `$(…)`.
    func visit(_ visitor: inout some BlockVisitor) {
        for statement in statements { statement.visit(&visitor) }
    }
}

extension Statement {
    func visit(_ visitor: inout some BlockVisitor) {
        switch action {
        case .command(let pipeline):
            pipeline.command.visit(&visitor, isProgram: false)
            for program in pipeline.programs { program.visit(&visitor, isProgram: true) }
        case .program(let line): visitor.visit(program: line, at: span)
        case .chain(let chain):
            chain.first.visit(&visitor)
            for part in chain.rest { part.statement.visit(&visitor) }
        case .assignment(let assignment):
            visitor.visit(assignment)
            assignment.value.visit(&visitor)
        case .conditional(let conditional):
            for branch in conditional.branches {
                branch.condition.visit(&visitor)
                branch.block.visit(&visitor)
            }
            conditional.otherwise?.visit(&visitor)
        case .loop(let loop):
            visitor.visit(loop)
            for item in loop.items { item.visit(&visitor) }
            loop.block.visit(&visitor)
        case .function(let definition):
            visitor.visit(definition)
            definition.block.visit(&visitor)
        case .parallel(let parallel):
            visitor.visit(parallel.limit, of: .parallel, as: ParallelLimit.self)
            parallel.limit.visit(&visitor)
            parallel.block.visit(&visitor)
        case .leave(.function(let status?)):
            visitor.visit(status, of: .return, as: ExitStatus.self)
            status.visit(&visitor)
        case .leave: break
        }
    }
}

extension Pipeline.Part {
    fileprivate func visit(_ visitor: inout some BlockVisitor, isProgram: Bool) {
        visitor.visit(self, isProgram: isProgram)
        for word in words { word.visit(&visitor) }
        for redirection in redirections { redirection.word.visit(&visitor) }
    }
}

extension WordTemplate {
    fileprivate func visit(_ visitor: inout some BlockVisitor) {
        for part in parts {
            switch part {
            case .text: break
            case .variable(let use):
                visitor.visit(use)
                use.fallback?.visit(&visitor)
            case .command(let statement): statement.visit(&visitor)
            }
        }
    }

    /// The text of it, with variables as they are written.
    var plainText: String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .variable(let use): "${\(use.name)}"
            case .command: "$(…)"
            }
        }.joined()
    }
}

extension Redirection {
    /// The file, or the text.
    var word: WordTemplate {
        switch target {
        case .output(let word, _), .errors(let word, _), .input(let word), .document(let word): word
        }
    }
}
