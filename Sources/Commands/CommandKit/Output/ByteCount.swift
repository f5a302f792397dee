/// Byte counts for people.
public enum ByteCount {
    /// `1.2 GiB`; exact below 1 KiB.
    public static func text(_ bytes: Int64) -> String {
        let units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
        guard bytes >= 1024 else { return "\(bytes) B" }
        var unit = -1
        var value = Double(bytes)
        var tenths: Int
        // What rounding makes 1024 of a unit is one of the next.
        repeat {
            value /= 1024
            unit += 1
            tenths = Int((value * 10).rounded())
        } while tenths >= 10240
        return "\(tenths / 10).\(tenths % 10) \(units[unit])"
    }
}
