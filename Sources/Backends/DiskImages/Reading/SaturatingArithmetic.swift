/// Sums and products of numbers that a file made up. What does not fit becomes the greatest number: larger than any
/// file, so that it fails the comparison it was made for.
extension UInt64 {
    func plus(_ other: UInt64) -> UInt64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }

    func times(_ other: UInt64) -> UInt64 {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? .max : product
    }

    /// The difference, or 0 where it would be negative.
    func minus(_ other: UInt64) -> UInt64 { self > other ? self - other : 0 }

    var isPowerOfTwo: Bool { nonzeroBitCount == 1 }

    func isMultiple(ofPower bits: UInt64) -> Bool { bits < 64 && trailingZeroBitCount >= Int(bits) }
}
