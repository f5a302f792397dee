/// A key as libedit gets it: a Unicode scalar, or a private number for a key that sends a sequence.
///
/// The numbers lie in 0x80–0x9F: no keyboard sends those as UTF-8, libedit looks them up in every one of its key
/// maps, and only 0x88, 0x8C and 0x9F have a meaning there already.
struct Key: RawRepresentable, Hashable, Sendable {
    let rawValue: UInt32

    init(rawValue: UInt32) { self.rawValue = rawValue }

    init(_ scalar: Unicode.Scalar) { rawValue = scalar.value }

    /// The character it stands for, if it is one.
    var scalar: Unicode.Scalar? {
        (0x80...0x9F).contains(rawValue) ? nil : Unicode.Scalar(rawValue)
    }

    static let up = Key(rawValue: 0x80)
    static let down = Key(rawValue: 0x81)
    static let right = Key(rawValue: 0x82)
    static let left = Key(rawValue: 0x83)
    static let home = Key(rawValue: 0x84)
    static let end = Key(rawValue: 0x85)
    static let delete = Key(rawValue: 0x86)
    static let wordLeft = Key(rawValue: 0x87)
    static let wordRight = Key(rawValue: 0x89)
    static let pageUp = Key(rawValue: 0x8A)
    static let pageDown = Key(rawValue: 0x8B)
    static let shiftTab = Key(rawValue: 0x8D)
    static let deleteWord = Key(rawValue: 0x8E)
    /// A text was pasted; the session holds it.
    static let paste = Key(rawValue: 0x90)
    /// What moving by a word becomes where there is no suggestion.
    static let nextWord = Key(rawValue: 0x93)
    /// What vi's `$` becomes where it is safe.
    static let lastCharacter = Key(rawValue: 0x92)
    /// A character without a cell of its own was typed; the session holds it.
    static let mark = Key(rawValue: 0x91)

    static let interrupt = Key("\u{03}")
    static let enter = Key("\r")
    static let escape = Key("\u{1B}")

    /// The key that gives a control character: `.control("c")` is Ctrl-C.
    static func control(_ letter: Unicode.Scalar) -> Key { Key(rawValue: letter.value & 0x1F) }
}
