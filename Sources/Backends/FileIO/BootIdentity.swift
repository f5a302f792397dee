/// Which start of the machine this is. Numbers of processes and the clock of seconds since the start mean nothing after
/// the next one.
public enum BootIdentity {
    /// `nil` where the system does not tell (proc(5), `/proc/sys/kernel/random/boot_id`).
    public static let current: String? = {
        guard let file = try? OpenFile.reading("/proc/sys/kernel/random/boot_id"),
            let bytes = try? file.read(64, at: 0)
        else { return nil }
        let text = String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
        return text.isEmpty ? nil : text
    }()
}
