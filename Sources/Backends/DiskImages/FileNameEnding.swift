/// The ending of a file name, where it says a format.
struct FileNameEnding {
    private static let formats: [String: [DetectedFormat]] = [
        "qcow2": [.qcow2], "qcow": [.qcow, .qcow2], "qed": [.qed],
        "vmdk": [.vmdk, .vmdk3, .seSparse], "vdi": [.vdi], "vhd": [.vhd], "vpc": [.vhd], "vhdx": [.vhdx],
        "hdd": [.ploop], "hds": [.ploop], "iso": [.iso], "raw": [.raw, .gpt, .mbr, .luks],
        "gz": [.gzip], "tgz": [.gzip], "bz2": [.bzip2], "xz": [.xz], "zst": [.zstd], "lz4": [.lz4], "lzma": [.lzma],
        "zip": [.zip], "7z": [.sevenZip], "tar": [.tar, .ova], "ova": [.ova], "ovf": [.ovf], "dmg": [.dmg],
    ]

    /// In lower case, without the dot.
    let text: String
    private let meant: [DetectedFormat]

    /// - Returns: `nil` when the ending says nothing, as `.img` does.
    init?(_ fileName: String) {
        guard let dot = fileName.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
        let text = fileName[fileName.utf8.index(after: dot)...].lowercased()
        guard let meant = Self.formats[text] else { return nil }
        self.text = text
        self.meant = meant
    }

    func fits(_ format: DetectedFormat) -> Bool { meant.contains(format) }
}
