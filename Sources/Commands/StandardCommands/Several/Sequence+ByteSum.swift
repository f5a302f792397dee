extension Sequence<Int64> {
    /// The sum of sizes; the largest number there is where it would be more than that. A service says of an image what it
    /// likes.
    func byteSum() -> Int64 {
        reduce(0) { sum, size in
            let (next, overflow) = sum.addingReportingOverflow(size)
            return overflow ? .max : next
        }
    }
}
