internal import CommandKit

/// What the session's lines have given names to.
struct LanguageNames: Sendable {
    var variables: [(name: String, value: String)] = []
    var functions: [String] = []
}

extension Interpreter {
    var languageNames: LanguageNames {
        LanguageNames(
            variables: stack.names.map { ($0, SafeText.line(String((stack.value(of: $0) ?? "").prefix(40)))) },
            functions: functions.keys.sorted())
    }
}
