internal import BackendKit
internal import Transfers

extension FuzzTarget {
    /// The name of a file for an image: its format, its ID and its name, a line each, all of them a service's.
    static let fileName = FuzzTarget("file-name", longest: 1024) { bytes in
        let parts = bytes.split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard parts.count == 3, !parts[1].isEmpty else { return }
        let image = Image(
            id: Image.ID(parts[1]), name: parts[2], status: .active, diskFormat: DiskFormat(rawValue: parts[0]))
        let first = SafeFileName.make(for: image)
        for name in [first, SafeFileName.make(for: image, taken: [first])] {
            try promise(
                !name.utf8.contains { $0 == 0x2F || $0 == 0 || $0 < 0x20 }, "a file name is one name: '\(name)'")
            try promise((1...255).contains(name.utf8.count), "a file name fits: '\(name)'")
            try promise(
                name.utf8.first != 0x2E && name.utf8.first != 0x2D,
                "a file name is no option, and not hidden: '\(name)'")
        }
    }
}
