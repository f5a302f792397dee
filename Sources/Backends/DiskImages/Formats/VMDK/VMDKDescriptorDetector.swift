/// A VMDK descriptor alone in its file: the disk itself is in other files, so no service can store it.
struct VMDKDescriptorDetector: FormatDetector {
    func match(_ image: ImageBytes) -> Match? {
        isDescriptor(image.head) ? Match(.vmdk) : nil
    }

    func examine(_ image: ImageBytes, as match: Match, _ examination: inout Examination) throws {
        let view = image.head.part(at: 0, count: VMDKDescriptor.countLimit)
        let descriptor = VMDKDescriptor(view.bytes)
        examination.refuse(.subformat, "only the text that describes a VMDK: the disk is in other files")
        descriptor.check(&examination)
    }

    /// Whether the first line that counts is one of those QEMU takes for a descriptor (QEMU, block/vmdk.c).
    private func isDescriptor(_ view: ByteView) -> Bool {
        if view.part(at: 0, count: 21).text(at: 0, count: 21).lowercased() == "# disk descriptorfile" { return true }
        let text = view.part(at: 0, count: 4096).bytes.prefix { (0x09...0x7E).contains($0) }
        for line in text.split(separator: UInt8(ascii: "\n")) {
            let line = line.trimmed
            if line.isEmpty || line.first == UInt8(ascii: "#") { continue }
            return ["version=1", "version=2", "version=3"].contains(String(decoding: line.prefix(16), as: UTF8.self))
        }
        return false
    }
}
