/// Which keys edit a line.
public enum KeyMap: String, Sendable, CaseIterable {
    case emacs, vi
}

/// One line that is asked for.
public struct LineRequest: Sendable {
    /// What stands before the line.
    public var prompt: Prompt
    /// What stands at the right margin of its first row, as long as the line does not come near.
    public var rightPrompt: Prompt
    /// The lines of the same command that were entered before, with their line ends.
    public var earlier: String
    /// Colours the line and explains it.
    public var adviser: any LineAdviser
    /// Whether the newest earlier line that begins like this one is suggested.
    public var suggestsEarlierLines: Bool
    /// `nil` leaves the keys as the user's file for libedit has them.
    public var keyMap: KeyMap?

    public init(
        prompt: Prompt, rightPrompt: Prompt = Prompt([]), earlier: String = "", adviser: any LineAdviser = NoAdvice(),
        suggestsEarlierLines: Bool = false, keyMap: KeyMap? = nil
    ) {
        self.prompt = prompt
        self.rightPrompt = rightPrompt
        self.earlier = earlier
        self.adviser = adviser
        self.suggestsEarlierLines = suggestsEarlierLines
        self.keyMap = keyMap
    }
}
