/// A Linux kernel, or the file system it starts with: `aki` and `ari` images, if the user says so.
struct KernelDetector: FormatDetector {
    func match(_ image: ImageBytes) -> Match? {
        let head = image.head
        if Self.isX86(head) || head.has("ARM\u{64}", at: 56) || head.has("RSC\u{05}", at: 56) {
            return Match(.kernel, .disk)
        }
        return head.has("070701", at: 0) || head.has("070702", at: 0) ? Match(.initramfs, .disk) : nil
    }

    func examine(_ image: ImageBytes, as match: Match, _ examination: inout Examination) {
        examination.virtualSize = image.size
        if match.format == .kernel {
            examination.subformat =
                Self.isX86(image.head) ? "x86" : image.head.has("ARM\u{64}", at: 56) ? "arm64" : "riscv"
        }
    }

    /// The setup header of the x86 boot protocol (Linux, Documentation/arch/x86/boot.rst).
    static func isX86(_ head: ByteView) -> Bool { head.has([0x55, 0xAA], at: 510) && head.has("HdrS", at: 514) }
}
