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
    /// The namespace that defines it, such as `OS::Compute::LibvirtImage`; `nil` for one that nobody but ourselves
    /// defines.
    public var namespace: String?

    public init(
        _ name: String, title: String = "", about: String = "", choices: [String] = [], namespace: String? = nil
    ) {
        self.name = name
        self.title = title
        self.about = about
        self.choices = choices
        self.namespace = namespace
    }
}
