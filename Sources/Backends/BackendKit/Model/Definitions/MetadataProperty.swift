/// A property as a namespace or an object defines it.
public struct MetadataProperty: Sendable, Equatable {
    public var name: String
    /// Everything else that is said of it (`title`, `type`, `enum`, `minimum`, …), as a compact JSON object.
    public var schema: String

    public init(_ name: String, schema: String) {
        self.name = name
        self.schema = schema
    }
}
