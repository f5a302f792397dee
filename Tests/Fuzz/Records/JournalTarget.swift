internal import JSONText

@testable import Transfers

extension FuzzTarget {
    /// A transfer that was noted down by another run.
    static let journal = FuzzTarget("journal") { bytes in
        guard let json = try? JSONReader.value(of: bytes) else { return }
        if let entry = DownloadEntry(json) {
            try promise(DownloadEntry(entry.json) == entry, "a download that is written is read as the same")
            try promise(entry.part.hasPrefix("/") && entry.part.hasSuffix(".part"), "only parts are ever removed")
            try promise(!entry.part.utf8.contains(0), "a path has no NUL")
            try promise(entry.size ?? 0 >= 0, "a size is not negative")
        }
        if let entry = UploadEntry(json) {
            try promise(UploadEntry(entry.json) == entry, "an upload that is written is read as the same")
            try promise(entry.size ?? 0 >= 0, "a size is not negative")
        }
    }
}
