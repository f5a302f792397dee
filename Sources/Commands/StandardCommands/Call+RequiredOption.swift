internal import CommandKit

extension Call {
    /// The value of an option that the command cannot do without.
    /// - Throws: ``UsageError`` where it was not given.
    func required<Value>(_ option: Option<Value>, hint: String) throws(UsageError) -> Value {
        guard let value = self[option] else {
            throw UsageError("'\(signature.name)' needs \(option.shape.key)", hint: hint)
        }
        return value
    }
}
