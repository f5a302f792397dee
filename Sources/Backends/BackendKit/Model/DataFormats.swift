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
