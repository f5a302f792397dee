extension Duration {
    /// For a person: `4 s`, `0.3 s`; tenths are told below ten seconds. A time of any length can be shown: some come from
    /// a service.
    public var shown: String {
        let (seconds, attoseconds) = components
        guard seconds.magnitude < 10 else {
            let carry = attoseconds.magnitude >= 500_000_000_000_000_000 ? seconds.signum() : 0
            return "\(Int128(seconds) + Int128(carry)) s"
        }
        let tenths = Int((self / .milliseconds(100)).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(Double(tenths) / 10) s"
    }
}
