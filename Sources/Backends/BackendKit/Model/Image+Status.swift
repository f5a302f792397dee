extension Image {
    /// Where an image is in its life (Glance API v2, image statuses).
    public struct Status: OpenWord {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        /// A record without data.
        public static let queued = Status(rawValue: "queued")
        /// Data is on its way in.
        public static let saving = Status(rawValue: "saving")
        /// Data is being staged for an import.
        public static let uploading = Status(rawValue: "uploading")
        /// The service is taking the data over.
        public static let importing = Status(rawValue: "importing")
        /// Complete and usable.
        public static let active = Status(rawValue: "active")
        /// Complete, but its data may not be read.
        public static let deactivated = Status(rawValue: "deactivated")
        /// An upload failed for good.
        public static let killed = Status(rawValue: "killed")
        /// Gone.
        public static let deleted = Status(rawValue: "deleted")
        /// Gone soon.
        public static let pendingDelete = Status(rawValue: "pending_delete")
        /// The local store found the data missing or changed.
        public static let damaged = Status(rawValue: "damaged")

        public static var known: [Status] {
            [.queued, .saving, .uploading, .importing, .active, .deactivated, .killed, .deleted, .pendingDelete]
        }
    }
}
