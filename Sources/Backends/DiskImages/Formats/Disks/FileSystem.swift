/// File systems and the like that fill a disk without a partition table: named for the user's sake only.
enum FileSystem {
    private static let marks: [(name: String, offset: Int, mark: [UInt8])] = [
        ("XFS file system", 0, Array("XFSB".utf8)),
        ("squashfs file system", 0, Array("hsqs".utf8)),
        ("EROFS file system", 1024, [0xE2, 0xE1, 0xF5, 0xE0]),
        ("Btrfs file system", 65_600, Array("_BHRfS_M".utf8)),
        ("swap space", 4086, Array("SWAPSPACE2".utf8)),
        ("LVM physical volume", 512, Array("LABELONE".utf8)),
        ("LVM physical volume", 0, Array("LABELONE".utf8)),
        ("LVM physical volume", 1024, Array("LABELONE".utf8)),
        ("LVM physical volume", 1536, Array("LABELONE".utf8)),
        ("ELF program", 0, [0x7F, 0x45, 0x4C, 0x46]),
    ]

    static func name(in head: ByteView) -> String? {
        if let name = bootSectorName(head) ?? extendedName(head) { return name }
        return marks.first { head.has($0.mark, at: $0.offset) }?.name
    }

    /// Whether the first sector is the boot sector of a file system: it has a boot signature, but no partition table.
    static func hasBootSector(_ head: ByteView) -> Bool { bootSectorName(head) != nil }

    private static func bootSectorName(_ head: ByteView) -> String? {
        guard head.has([0x55, 0xAA], at: 510) else { return nil }
        if head.has("NTFS    ", at: 3) { return "NTFS file system" }
        if head.has("EXFAT   ", at: 3) { return "exFAT file system" }
        // Two tables, on a fixed disk.
        return head.has([2], at: 16) && head.has([0xF8], at: 21) ? "FAT file system" : nil
    }

    /// ext2, ext3 and ext4 differ in features only (Linux, fs/ext4/ext4.h).
    private static func extendedName(_ head: ByteView) -> String? {
        guard head.has([0x53, 0xEF], at: 1080), let compatible = try? head.le32(1116), let needed = try? head.le32(1120)
        else { return nil }
        if needed & 0x2C0 != 0 { return "ext4 file system" }
        return compatible & 0x4 != 0 ? "ext3 file system" : "ext2 file system"
    }
}
