/// What to type next, below what went wrong.
public enum HintLine {
    /// - Parameter inOtherShell: whether it is typed at the prompt of another shell, where a program of the system needs
    ///   no mark.
    public static func text(_ hint: String, inOtherShell: Bool) -> String {
        "  try: " + (inOtherShell && hint.hasPrefix("!") ? String(hint.dropFirst()) : hint)
    }
}
