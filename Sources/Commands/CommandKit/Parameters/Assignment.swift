/// `key=value`.
public struct Assignment: ArgumentValue, Equatable {
    public let key: String
    public let value: String

    public init(argument: String) throws(ArgumentProblem) {
        // By scalars: an equals sign with a combining mark on it is still one.
        let parts = argument.unicodeScalars.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else {
            throw ArgumentProblem("'\(argument)' is not of the form key=value", hint: "--property os_distro=debian")
        }
        key = String(parts[0])
        value = String(parts[1])
    }

    public static var completion: CompletionSource { .properties }
}
