/// The text being edited and the place of the cursor in it, both in Unicode scalars.
struct EditedLine: Equatable {
    /// What was typed so far.
    var scalars: [Unicode.Scalar]
    /// How many scalars stand left of the cursor.
    var cursor: Int

    /// A cursor outside the text is taken to its nearest end.
    init(scalars: [Unicode.Scalar], cursor: Int) {
        self.scalars = scalars
        self.cursor = min(max(0, cursor), scalars.count)
    }

    /// A text with the cursor behind it, unless `cursor` says where it stands.
    init(_ text: String, cursor: Int? = nil) {
        let scalars = Array(text.unicodeScalars)
        self.init(scalars: scalars, cursor: cursor ?? scalars.count)
    }

    /// The whole text.
    var text: String { String(scalars) }

    /// The text left of the cursor.
    var before: String { String(scalars[..<cursor]) }

    /// The text from the cursor on.
    var after: String { String(scalars[cursor...]) }

    /// Puts `text` in the place of the `count` scalars left of the cursor, and the cursor behind it.
    mutating func replaceBefore(_ count: Int, with text: String) {
        let start = max(0, cursor - count)
        let new = Array(text.unicodeScalars)
        scalars.replaceSubrange(start..<cursor, with: new)
        cursor = start + new.count
    }
}

extension String {
    /// The text of these scalars.
    init(_ scalars: some Sequence<Unicode.Scalar>) {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        self.init(view)
    }

    /// The text cut at every line end; `"\r\n"` is one `Character`, so this looks at scalars.
    var rows: [String] {
        unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    }
}
