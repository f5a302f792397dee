internal import BackendKit

@testable import ShellKit

extension FuzzTarget {
    /// The names that completion kept.
    static let keptNames = FuzzTarget("kept-names") { bytes in
        let now: Int64 = 1_800_000_000
        guard let list = KeptNamesFile.list(in: bytes, of: "glance|demo", now: now) else { return }
        try promise(list.age >= .zero && list.sinceChecked >= .zero, "nothing is kept from the future")
        for image in list.images { try check(image) }
        let written = KeptNamesFile.bytes(list, of: "glance|demo", now: now)
        let again = KeptNamesFile.list(in: written, of: "glance|demo", now: now)
        try promise(again?.images == list.images, "what is kept is read as the same")
    }
}
