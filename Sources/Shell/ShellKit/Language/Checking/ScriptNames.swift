internal import CommandKit

/// What scripts give names to.
struct ScriptNames {
    var variables: Set<String> = []
    var functions: Set<String> = []
    var aliases = Aliases()
    /// Whether a script whose path is known only when it runs may give more of them.
    var mayBeMore = false
}

/// Collects the names that a script makes, and the scripts it runs.
struct NameReader: BlockVisitor {
    let registry: Registry
    var names: ScriptNames
    /// Paths that are written out, with their places.
    private(set) var sourced: [(path: String, span: SourceSpan)] = []

    init(registry: Registry, names: ScriptNames) {
        self.registry = registry
        self.names = names
    }

    mutating func visit(_ part: Pipeline.Part, isProgram: Bool) {
        guard !isProgram, let first = part.words.first?.bare, part.words.count > 1 else { return }
        switch first {
        case "source":
            guard let path = part.words[1].literal else {
                names.mayBeMore = true
                return
            }
            sourced.append((path, part.words[1].span))
        case "alias":
            for word in part.words.dropFirst() {
                let parts = word.literal?.split(separator: "=", maxSplits: 1).map(String.init) ?? []
                // What is wrong with it is found when it is checked as a command.
                if parts.count == 2 { try? names.aliases.set(parts[0], to: parts[1], among: registry) }
            }
        default: break
        }
    }

    mutating func visit(_ assignment: Assignment) { names.variables.insert(assignment.name) }
    mutating func visit(_ loop: Loop) { names.variables.insert(loop.name) }
    mutating func visit(_ definition: FunctionDefinition) {
        // One that cannot be made hides nothing.
        if Interpreter.problem(withFunction: definition.name, registry) == nil {
            names.functions.insert(definition.name)
        }
    }
}
