/// What is known of a call before the script runs that makes it.
public struct ForeseenCall: Sendable {
    /// The call itself, when every word of it is known.
    public let call: Call?
    /// The words of the other command that this one is to run; none for most.
    public let commandLine: [Word]
}
