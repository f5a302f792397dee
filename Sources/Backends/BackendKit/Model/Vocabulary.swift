/// A word from a vocabulary that servers may extend: known words are static members, unknown ones are kept.
public protocol OpenWord: RawRepresentable, Hashable, Sendable, CustomStringConvertible where RawValue == String {
    /// The words known here, in the order help shows them.
    static var known: [Self] { get }
    init(rawValue: String)
}

extension OpenWord {
    public var description: String { rawValue }
}

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

/// Who sees an image.
public struct Visibility: OpenWord {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let `public` = Visibility(rawValue: "public")
    public static let community = Visibility(rawValue: "community")
    public static let shared = Visibility(rawValue: "shared")
    public static let `private` = Visibility(rawValue: "private")

    public static var known: [Visibility] { [.public, .private, .community, .shared] }
}

/// The format of the data.
public struct DiskFormat: OpenWord {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let raw = DiskFormat(rawValue: "raw")
    public static let qcow2 = DiskFormat(rawValue: "qcow2")
    public static let vmdk = DiskFormat(rawValue: "vmdk")
    public static let vhd = DiskFormat(rawValue: "vhd")
    public static let vhdx = DiskFormat(rawValue: "vhdx")
    public static let vdi = DiskFormat(rawValue: "vdi")
    public static let iso = DiskFormat(rawValue: "iso")
    public static let ploop = DiskFormat(rawValue: "ploop")
    public static let ami = DiskFormat(rawValue: "ami")
    public static let ari = DiskFormat(rawValue: "ari")
    public static let aki = DiskFormat(rawValue: "aki")

    public static var known: [DiskFormat] {
        [.ami, .ari, .aki, .vhd, .vmdk, .raw, .qcow2, .vhdx, .vdi, .iso, .ploop]
    }
}

/// The envelope around the data.
public struct ContainerFormat: OpenWord {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let bare = ContainerFormat(rawValue: "bare")
    public static let ovf = ContainerFormat(rawValue: "ovf")
    public static let ova = ContainerFormat(rawValue: "ova")
    public static let docker = ContainerFormat(rawValue: "docker")
    public static let compressed = ContainerFormat(rawValue: "compressed")
    public static let ami = ContainerFormat(rawValue: "ami")
    public static let ari = ContainerFormat(rawValue: "ari")
    public static let aki = ContainerFormat(rawValue: "aki")

    public static var known: [ContainerFormat] {
        [.ami, .ari, .aki, .bare, .docker, .ova, .ovf, .compressed]
    }
}

/// A hash of an image's data, under the algorithm's name in Glance (`os_hash_algo`).
public struct ImageHash: Sendable, Hashable {
    /// `sha512`, `sha256`, …
    public let algorithm: String
    /// Lower-case hexadecimal.
    public let value: String

    /// - Parameter value: hexadecimal in either case, as services and users write it.
    public init(algorithm: String, value: String) {
        self.algorithm = algorithm
        self.value = value.lowercased()
    }
}
