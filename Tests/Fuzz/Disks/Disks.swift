/// Every format of a disk image that is known, a target each: its marks are always there, and all else is foreign.
enum Disks {
    typealias Mark = (offset: Int64, bytes: [UInt8])

    /// Sectors of an image that is streamed: most of a longer one would be zeros.
    private static let streamed: Int64 = 2048

    static let targets: [FuzzTarget] =
        formats.map { name, marks in
            FuzzTarget("disk-\(name)", longest: 8192) { try DiskCheck(SparseImage($0, marks: marks)).inspect() }
        } + [FuzzTarget("disk-stream", longest: 8192) { try DiskCheck(SparseImage($0, sectors: streamed)).stream() }]

    private static let formats: [(name: String, marks: [Mark])] = [
        ("qcow2", [(0, [0x51, 0x46, 0x49, 0xFB, 0, 0, 0])]),
        ("qcow", [(0, [0x51, 0x46, 0x49, 0xFB, 0, 0, 0, 1])]),
        ("qed", [(0, Array("QED\0".utf8))]),
        ("vmdk", [(0, Array("KDMV".utf8))]),
        ("vmdk-text", [(0, Array("# Disk DescriptorFile\n".utf8))]),
        ("vdi", [(0x40, [0x7F, 0x10, 0xDA, 0xBE])]),
        ("vhd", [(0, Array("conectix".utf8))]),
        ("vhd-fixed", [(-512, Array("conectix".utf8))]),
        ("vhdx", [(0, Array("vhdxfile".utf8))]),
        ("parallels", [(0, Array("WithoutFreeSpace".utf8))]),
        ("luks", [(0, [0x4C, 0x55, 0x4B, 0x53, 0xBA, 0xBE])]),
        ("iso", [(0x8001, Array("CD001".utf8))]),
        ("gpt", [(510, [0x55, 0xAA]), (512, Array("EFI PART".utf8))]),
        ("mbr", [(510, [0x55, 0xAA])]),
        ("tar", [(257, Array("ustar".utf8))]),
        ("any", []),
    ]
}
