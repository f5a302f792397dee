/// Words of a POSIX shell, for what is shown to be typed.
enum ShellWord {
    /// The text in quotes, whatever it holds.
    static func inQuotes(_ text: String) -> String { "'" + text.replacing("'", with: #"'\''"#) + "'" }

    /// The text, in quotes where a shell would take it for something else.
    static func quoted(_ text: String) -> String {
        let isPlain =
            !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "-_./:@%+".utf8.contains(byte)
                }
            }
        return isPlain ? text : inQuotes(text)
    }
}
