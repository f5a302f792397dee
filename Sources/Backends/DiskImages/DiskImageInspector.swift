/// Says what a disk image file is, without ever opening it as a disk.
///
/// It reads bytes and nothing else: no name found inside an image is opened, looked up or resolved. It never trusts a
/// length, count or place from the file, holds at most 2 MiB, and reads at most 32 MiB of any image. It blocks while it
/// reads, so call it off the cooperative pool.
public enum DiskImageInspector {
    /// - Throws: what reading throws, and nothing else: a damaged image is a report with findings.
    public static func inspect(_ source: some RandomReadable) throws -> DiskImageReport {
        try Detection.report(on: RandomPieces(bytes: source))
    }

    /// Looks at an open file, whose position is left alone.
    /// - Throws: ``ImageError`` with code `.local` when it cannot be read at any place, as a pipe cannot: use a
    ///   ``StreamInspector`` there.
    public static func inspect(descriptor: Int32) throws -> DiskImageReport {
        try inspect(FileBytes(descriptor: descriptor))
    }
}
