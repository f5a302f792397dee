/// What is known about a property of images before any image has it.
public struct PropertyDefinition: Sendable, Equatable {
    /// As an image has it: `hw_disk_bus`.
    public var name: String
    /// A few words: `Disk Bus`.
    public var title: String
    /// Sentences, or nothing.
    public var about: String
    /// The values it may have; empty when they are not listed anywhere.
    public var choices: [String]
    /// What is said of values beside that.
    public var rules: Rules
    /// The namespace that defines it, such as `OS::Compute::LibvirtImage`; `nil` for one that nobody but ourselves
    /// defines.
    public var namespace: String?

    public init(
        _ name: String, title: String = "", about: String = "", choices: [String] = [], rules: Rules = Rules(),
        namespace: String? = nil
    ) {
        self.name = name
        self.title = title
        self.about = about
        self.choices = choices
        self.rules = rules
        self.namespace = namespace
    }

    /// What a value must be. Properties of images are texts; a number is one that is written so.
    public struct Rules: Sendable, Equatable {
        public var isInteger: Bool
        public var minimum: Int64?
        public var maximum: Int64?

        public init(isInteger: Bool = false, minimum: Int64? = nil, maximum: Int64? = nil) {
            self.isInteger = isInteger
            self.minimum = minimum
            self.maximum = maximum
        }
    }

    /// What is wrong with a value, completing "… cannot be 'value': "; `nil` when nothing is.
    public func problem(with value: String) -> String? {
        if !choices.isEmpty {
            guard !choices.contains(where: { $0.hasSameBytes(as: value) }) else { return nil }
            return "it is one of " + choices.joined(separator: ", ")
        }
        guard rules.isInteger else { return nil }
        guard let number = Int64(value) else { return "it is a whole number" }
        if let minimum = rules.minimum, number < minimum { return "it is at least \(minimum)" }
        if let maximum = rules.maximum, number > maximum { return "it is at most \(maximum)" }
        return nil
    }
}
