/// Recognises one format, and judges a file of it.
protocol FormatDetector: Sendable {
    /// What the format's marks say, looking only at them; `nil` when they are not there.
    /// - Throws: what reading throws; a mark that cannot be read is not there.
    func match(_ image: ImageBytes) throws -> Match?

    /// Checks a file whose marks are there.
    /// - Throws: ``Shortfall`` when the file ends inside a structure without which nothing more can be said; what
    ///   reading throws.
    func examine(_ image: ImageBytes, as match: Match, _ examination: inout Examination) throws
}

/// A format whose marks a file has.
struct Match {
    /// What a mark says about the rest of the file.
    enum Claim {
        /// The whole file is of this format; the marks of another one beside it are a forgery.
        case whole
        /// The same, but any bytes may stand in the first sector behind the mark, a boot signature by chance too.
        case wholeWithFreeHead
        /// Only the end of the file is: what comes before is a disk as it is.
        case appended
        /// It is the content of a disk; any bytes may stand in its first sector behind the mark.
        case disk
        /// An optical disc, which may carry a partition table so that it starts from a USB stick too.
        case disc
        /// A partition table.
        case table
        /// The two bytes of a boot signature, without entries that make sense.
        case bootSignature
    }

    let format: DetectedFormat
    let claim: Claim

    init(_ format: DetectedFormat, _ claim: Claim = .whole) {
        self.format = format
        self.claim = claim
    }
}
