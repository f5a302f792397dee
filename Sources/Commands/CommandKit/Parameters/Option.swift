/// `--name value`, at most once.
///
/// What the value must be able to do is asked for where an option is made, not of the type: hundreds of options are made
/// at every start, and the runtime would search the whole program for the conformance of each new type.
public struct Option<Value: Sendable>: Parameter {
    public let shape: ParameterShape
    private let read: @Sendable (Given) throws(UsageError) -> Value

    /// - Parameters:
    ///   - spelling: with its dashes, `--name`.
    ///   - others: further spellings, such as `-f`.
    ///   - valueName: stands in help as `<name>`.
    ///   - isNeeded: whether help shows it as one that cannot be left out; the command's `check` sees to that.
    public init(
        _ spelling: String,
        _ others: String...,
        value valueName: String,
        of _: Value.Type = Value.self,
        default defaultText: String? = nil,
        completion: CompletionSource? = nil,
        isNeeded: Bool = false,
        help: String
    ) where Value: ArgumentValue {
        read = { given throws(UsageError) in try given.read(Value.self) }
        shape = .option(
            spelling, others, valueName, repeats: false, defaultText: defaultText,
            completion: completion ?? Value.completion, isNeeded: isNeeded, help: help)
    }

    /// One that takes some words of a list only, and names no others.
    init(
        _ spelling: String, _ others: String..., value valueName: String, among choices: [Value],
        default defaultText: String? = nil, help: String
    ) where Value: ClosedChoice {
        read = { given throws(UsageError) in
            try given.read { word throws(ArgumentProblem) in try ArgumentProblem.choose(word.text, among: choices) }
        }
        shape = .option(
            spelling, others, valueName, repeats: false, defaultText: defaultText,
            completion: .words(choices.map { ($0.rawValue, "") }), help: help)
    }

    public func decode(_ given: [Given]) throws(UsageError) -> Value? {
        // As every client of this field does it, the last one counts.
        guard let last = given.last else { return nil }
        return try read(last)
    }
}

/// `--property a=b --property c=d`.
public struct RepeatedOption<Value: Sendable>: Parameter {
    public let shape: ParameterShape
    private let read: @Sendable (Given) throws(UsageError) -> Value

    public init(
        _ spelling: String,
        _ others: String...,
        value valueName: String,
        of _: Value.Type = Value.self,
        completion: CompletionSource? = nil,
        isNeeded: Bool = false,
        help: String
    ) where Value: ArgumentValue {
        read = { given throws(UsageError) in try given.read(Value.self) }
        shape = .option(
            spelling, others, valueName, repeats: true, defaultText: nil,
            completion: completion ?? Value.completion, isNeeded: isNeeded, help: help)
    }

    public func decode(_ given: [Given]) throws(UsageError) -> [Value] {
        var values: [Value] = []
        for one in given { values.append(try read(one)) }
        return values
    }
}

/// `--long`.
public struct Flag: Parameter {
    public let shape: ParameterShape

    public init(_ spelling: String, _ others: String..., help: String) {
        shape = ParameterShape(
            key: spelling, kind: .flag, spellings: [.init(spelling, others: others, help: help)], repeats: true)
    }

    public func decode(_ given: [Given]) throws(UsageError) -> Bool { !given.isEmpty }
}

/// Flags of which one may be given: `--public | --private | --community | --shared`.
public struct Choice<Value: Sendable>: Parameter {
    public let shape: ParameterShape
    private let values: [Value]

    public init(_ key: String, _ choices: [(spelling: String, value: Value, help: String)]) {
        shape = ParameterShape(
            key: key, kind: .flag, spellings: choices.map { .init($0.spelling, help: $0.help) }, repeats: true)
        values = choices.map { $0.value }
    }

    public func decode(_ given: [Given]) throws(UsageError) -> Value? {
        guard let first = given.first else { return nil }
        if let other = given.first(where: { $0.spelling != first.spelling }) {
            throw UsageError("\(other.spelling) cannot stand beside \(first.spelling)", at: other.word.span)
        }
        return shape.spellings.firstIndex { $0.text == first.spelling }.map { values[$0] }
    }
}

extension ParameterShape {
    fileprivate static func option(
        _ spelling: String, _ others: [String], _ valueName: String, repeats: Bool, defaultText: String?,
        completion: CompletionSource, isNeeded: Bool = false, help: String
    ) -> ParameterShape {
        ParameterShape(
            key: spelling, kind: .option, spellings: [.init(spelling, others: others, help: help)],
            valueName: valueName, repeats: repeats, defaultText: defaultText, completion: completion,
            isNeeded: isNeeded)
    }
}
