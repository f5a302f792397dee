/// Where a service keeps data; one image may be in several.
public struct Store: Sendable, Equatable, Identifiable {
    public var id: String
    /// In its operator's words.
    public var about: String?
    /// Takes the uploads that name no store.
    public var isDefault: Bool
    /// Takes no uploads.
    public var isReadOnly: Bool
    /// The kind of storage, such as `file` or `rbd`; told to administrators only.
    public var type: String?
    /// Stores with more weight are preferred for reading; told to administrators only.
    public var weight: Int64?
    /// Facts about the storage behind it, as compact JSON; told to administrators only.
    public var details: String?

    public init(id: String, about: String? = nil, isDefault: Bool = false, isReadOnly: Bool = false) {
        self.id = id
        self.about = about
        self.isDefault = isDefault
        self.isReadOnly = isReadOnly
    }
}
