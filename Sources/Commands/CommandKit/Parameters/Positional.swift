/// A word by its place that must be there. Its type asks for no more than ``Option`` does, for the same reason.
public struct Positional<Value: Sendable>: Parameter {
    public let shape: ParameterShape
    private let read: @Sendable (Given) throws(UsageError) -> Value

    /// - Parameter name: stands in help as `<name>`.
    public init(_ name: String, of _: Value.Type = Value.self, completion: CompletionSource? = nil, help: String)
    where Value: ArgumentValue {
        read = { given throws(UsageError) in try given.read(Value.self) }
        shape = .positional(name, minimum: 1, maximum: 1, completion: completion ?? Value.completion, help: help)
    }

    public func decode(_ given: [Given]) throws(UsageError) -> Value {
        guard let only = given.first else { throw UsageError("<\(shape.key)> is missing") }
        return try read(only)
    }
}

/// A word by its place that may be left out.
public struct OptionalPositional<Value: Sendable>: Parameter {
    public let shape: ParameterShape
    private let read: @Sendable (Given) throws(UsageError) -> Value

    public init(_ name: String, of _: Value.Type = Value.self, completion: CompletionSource? = nil, help: String)
    where Value: ArgumentValue {
        read = { given throws(UsageError) in try given.read(Value.self) }
        shape = .positional(name, minimum: 0, maximum: 1, completion: completion ?? Value.completion, help: help)
    }

    public func decode(_ given: [Given]) throws(UsageError) -> Value? {
        guard let first = given.first else { return nil }
        return try read(first)
    }
}

/// All the words that are left.
public struct Rest<Value: Sendable>: Parameter {
    public let shape: ParameterShape
    private let read: @Sendable (Given) throws(UsageError) -> Value

    public init(
        _ name: String,
        of _: Value.Type = Value.self,
        minimum: Int = 1,
        completion: CompletionSource? = nil,
        help: String
    ) where Value: ArgumentValue {
        read = { given throws(UsageError) in try given.read(Value.self) }
        shape = .positional(
            name, minimum: minimum, maximum: nil, completion: completion ?? Value.completion, help: help)
    }

    public func decode(_ given: [Given]) throws(UsageError) -> [Value] {
        var values: [Value] = []
        for one in given { values.append(try read(one)) }
        return values
    }
}

/// Another command with its arguments, to be run by this one. What follows its first word is the other one's business.
public struct CommandLineWords: Parameter {
    public let shape: ParameterShape

    public init(_ name: String, help: String) {
        shape = .positional(name, minimum: 1, maximum: nil, completion: .commandLine, help: help)
    }

    public func decode(_ given: [Given]) throws(UsageError) -> [Word] { given.map(\.value) }
}

extension ParameterShape {
    fileprivate static func positional(
        _ name: String, minimum: Int, maximum: Int?, completion: CompletionSource, help: String
    ) -> ParameterShape {
        ParameterShape(
            key: name, kind: .positional(minimum: minimum, maximum: maximum), valueName: name, help: help,
            repeats: maximum == nil, completion: completion
        )
    }
}

extension Given {
    /// The value, or an error that points at it.
    public func read<Value: ArgumentValue>(_: Value.Type) throws(UsageError) -> Value {
        try read { word throws(ArgumentProblem) in try Value(word: word) }
    }

    func read<Value>(by make: (Word) throws(ArgumentProblem) -> Value) throws(UsageError) -> Value {
        do {
            return try make(value)
        } catch {
            let message = spelling.isEmpty ? error.message : "\(spelling): \(error.message)"
            throw UsageError(message, at: value.span, hint: error.hint)
        }
    }
}
