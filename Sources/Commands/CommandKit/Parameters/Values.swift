public import BackendKit

/// An image as a user names it; `Session` finds it.
public struct ImageReference: ArgumentValue, Equatable {
    public let text: String

    public init(_ text: String) { self.text = text }

    public init(argument: String) throws(ArgumentProblem) {
        guard !argument.isEmpty else { throw ArgumentProblem("an image needs a name or an ID, not an empty word") }
        text = argument
    }

    public static var completion: CompletionSource { .images }
}

/// A file or directory on this machine.
public struct FilePath: ArgumentValue, Equatable {
    public let text: String
    /// Whether it is `-`, which stands for standard input or output.
    public var isStandardStream: Bool { text == "-" }

    public init(argument: String) throws(ArgumentProblem) {
        guard !argument.isEmpty else { throw ArgumentProblem("a file name cannot be empty") }
        guard !argument.utf8.contains(0) else { throw ArgumentProblem("a file name cannot hold a NUL") }
        text = argument
    }

    public static var completion: CompletionSource { .files }
}

/// `key=value`.
public struct Assignment: ArgumentValue, Equatable {
    public let key: String
    public let value: String

    public init(argument: String) throws(ArgumentProblem) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else {
            throw ArgumentProblem("'\(argument)' is not of the form key=value", hint: "--property os_distro=debian")
        }
        key = String(parts[0])
        value = String(parts[1])
    }

    public static var completion: CompletionSource { .properties }
}

/// `key[:direction],…` as `--sort` takes it.
public struct SortOrder: ArgumentValue, Equatable {
    public let keys: [SortKey]

    public init(argument: String) throws(ArgumentProblem) {
        var keys: [SortKey] = []
        for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
            let words = part.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let field = SortKey.Field(rawValue: words[0]) else {
                throw .unknown(words[0], noun: "sort key", known: SortKey.Field.allCases.map(\.rawValue))
            }
            let direction = words.count > 1 ? words[1] : "asc"
            guard let direction = SortKey.Direction(rawValue: direction) else {
                throw .unknown(direction, noun: "sort direction", known: SortKey.Direction.allCases.map(\.rawValue))
            }
            keys.append(SortKey(field, direction))
        }
        self.keys = keys
    }

    public static var completion: CompletionSource {
        .words(SortKey.Field.allCases.flatMap { field in
            SortKey.Direction.allCases.map { (field.rawValue + ":" + $0.rawValue, "") }
        })
    }
}
