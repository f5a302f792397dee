public import BackendKit

/// What a file turned out to be, in words of our own: the service's words have no name for most of it.
public struct DetectedFormat: OpenWord {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    // Disks in an envelope.
    public static let qcow2 = DetectedFormat(rawValue: "qcow2")
    public static let vmdk = DetectedFormat(rawValue: "vmdk")
    public static let vdi = DetectedFormat(rawValue: "vdi")
    public static let vhd = DetectedFormat(rawValue: "vhd")
    public static let vhdx = DetectedFormat(rawValue: "vhdx")
    public static let ploop = DetectedFormat(rawValue: "ploop")
    public static let iso = DetectedFormat(rawValue: "iso")
    // Disks as they are.
    public static let raw = DetectedFormat(rawValue: "raw")
    public static let gpt = DetectedFormat(rawValue: "gpt")
    public static let mbr = DetectedFormat(rawValue: "mbr")
    public static let luks = DetectedFormat(rawValue: "luks")
    public static let kernel = DetectedFormat(rawValue: "kernel")
    public static let initramfs = DetectedFormat(rawValue: "initramfs")
    // Disks no service takes.
    public static let qcow = DetectedFormat(rawValue: "qcow")
    public static let qed = DetectedFormat(rawValue: "qed")
    public static let vmdk3 = DetectedFormat(rawValue: "vmdk3")
    public static let seSparse = DetectedFormat(rawValue: "sesparse")
    public static let bochs = DetectedFormat(rawValue: "bochs")
    public static let cloop = DetectedFormat(rawValue: "cloop")
    public static let dmg = DetectedFormat(rawValue: "dmg")
    public static let ovf = DetectedFormat(rawValue: "ovf")
    // Wrapped.
    public static let gzip = DetectedFormat(rawValue: "gzip")
    public static let bzip2 = DetectedFormat(rawValue: "bzip2")
    public static let xz = DetectedFormat(rawValue: "xz")
    public static let zstd = DetectedFormat(rawValue: "zstd")
    public static let lz4 = DetectedFormat(rawValue: "lz4")
    public static let lzma = DetectedFormat(rawValue: "lzma")
    public static let zip = DetectedFormat(rawValue: "zip")
    public static let lha = DetectedFormat(rawValue: "lha")
    public static let sevenZip = DetectedFormat(rawValue: "7z")
    public static let tar = DetectedFormat(rawValue: "tar")
    public static let ova = DetectedFormat(rawValue: "ova")

    public static var known: [DetectedFormat] { traits.map(\.format) }
}

extension DetectedFormat {
    /// What to do with such a file.
    enum Advice: Sendable, Hashable {
        /// Store it under these formats.
        case store(DiskFormat, ContainerFormat)
        /// Glance unpacks it only at sites that say so, under the container format `compressed`; else unpack it first.
        case unpackOrLetUnpack
        /// Unpack it first.
        case unpack
        /// Convert it first, for example to qcow2.
        case convert
    }

    struct Traits: Sendable {
        let format: DetectedFormat
        let title: String
        let advice: Advice

        init(_ format: DetectedFormat, _ title: String, _ advice: Advice) {
            self.format = format
            self.title = title
            self.advice = advice
        }
    }

    static let traits: [Traits] = [
        Traits(.qcow2, "QEMU qcow2 image", .store(.qcow2, .bare)),
        Traits(.vmdk, "VMware disk", .store(.vmdk, .bare)),
        Traits(.vdi, "VirtualBox disk", .store(.vdi, .bare)),
        Traits(.vhd, "Virtual PC disk (VHD)", .store(.vhd, .bare)),
        Traits(.vhdx, "Hyper-V disk (VHDX)", .store(.vhdx, .bare)),
        Traits(.ploop, "Parallels disk", .store(.ploop, .bare)),
        Traits(.iso, "optical disc image", .store(.iso, .bare)),
        Traits(.raw, "raw data", .store(.raw, .bare)),
        Traits(.gpt, "raw disk with a GPT", .store(.raw, .bare)),
        Traits(.mbr, "raw disk with an MBR", .store(.raw, .bare)),
        Traits(.luks, "LUKS volume", .store(.raw, .bare)),
        Traits(.kernel, "Linux kernel", .store(.raw, .bare)),
        Traits(.initramfs, "initial file system of Linux", .store(.raw, .bare)),
        Traits(.qcow, "QEMU qcow image of the first version", .convert),
        Traits(.qed, "QEMU QED image", .convert),
        Traits(.vmdk3, "VMware disk of the COWD kind", .convert),
        Traits(.seSparse, "VMware disk of the seSparse kind", .convert),
        Traits(.bochs, "Bochs disk", .convert),
        Traits(.cloop, "compressed loop image", .convert),
        Traits(.dmg, "Apple disk image", .convert),
        Traits(.ovf, "OVF description without its disks", .convert),
        Traits(.gzip, "gzip data", .unpackOrLetUnpack),
        Traits(.bzip2, "bzip2 data", .unpack),
        Traits(.xz, "xz data", .unpack),
        Traits(.zstd, "zstd data", .unpack),
        Traits(.lz4, "lz4 data", .unpack),
        Traits(.lzma, "lzma data", .unpack),
        Traits(.zip, "zip archive", .unpackOrLetUnpack),
        Traits(.lha, "lha archive", .unpackOrLetUnpack),
        Traits(.sevenZip, "7-Zip archive", .unpack),
        Traits(.tar, "tar archive", .unpack),
        Traits(.ova, "OVA package", .store(.vmdk, .ova)),
    ]

    private var traits: Traits? { Self.traits.first { $0.format == self } }

    /// What a person calls it: "QEMU qcow2 image".
    public var title: String { traits?.title ?? rawValue }

    var advice: Advice { traits?.advice ?? .convert }

    /// The disk format to propose to an image service; `nil` where the file must be converted or unpacked first.
    public var diskFormat: DiskFormat? {
        if case .store(let format, _) = advice { return format }
        return nil
    }

    /// The container format that goes with it; `compressed` only works where the site's Glance decompresses.
    public var containerFormat: ContainerFormat? {
        switch advice {
        case .store(_, let format): format
        case .unpackOrLetUnpack: .compressed
        case .unpack, .convert: nil
        }
    }
}
