internal import Glibc

/// Why a call of the system failed, as messages say it.
public enum SystemReason {
    /// The system's words for an `errno`, beginning in lower case.
    public static func text(of number: Int32) -> String {
        let text = String(cString: strerror(number))
        // "RFS specific error" stays as it is.
        guard text.prefix(2).contains(where: \.isLowercase) else { return text }
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
