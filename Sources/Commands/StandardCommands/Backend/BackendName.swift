internal import CommandKit

/// A name that a user gives to a backend: letters, digits, `.`, `_` and `-`, so that it never looks like an address.
struct BackendName: ArgumentValue, Equatable {
    let text: String

    init(argument: String) throws(ArgumentProblem) {
        let isPlain = argument.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || $0.properties.numericType != nil || "._-".unicodeScalars.contains($0)
        }
        guard isPlain, !argument.isEmpty, !argument.hasPrefix("-") else {
            throw ArgumentProblem(
                "'\(argument)' cannot be the name of a backend: it may have letters, digits, '.', '_' and '-'",
                hint: "--as prod")
        }
        text = argument
    }
}
