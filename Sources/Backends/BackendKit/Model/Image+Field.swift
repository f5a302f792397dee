extension Image {
    /// A field some services say nothing about, by its name in the Image API.
    public enum Field: String, Sendable, CaseIterable {
        case checksum
        case containerFormat = "container_format"
        case diskFormat = "disk_format"
        case hash = "os_hash_value"
        case isHidden = "os_hidden"
        case isProtected = "protected"
        case owner, stores, tags
        case virtualSize = "virtual_size"
        case visibility
    }
}
