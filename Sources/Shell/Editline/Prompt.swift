/// What stands before the line: plain text in pieces, each with a style. Never raw escape sequences.
///
/// A prompt may have several rows; only its last one is repeated when the line is drawn again. The very last
/// character is always plain, so end a prompt with a space.
public struct Prompt: Sendable, Equatable, ExpressibleByStringInterpolation {
    /// How a piece looks, where the terminal has colours.
    public enum Style: Sendable {
        case plain, dim, bold, red, green, yellow, blue, cyan
    }

    /// A run of text in one style.
    public struct Piece: Sendable, Equatable {
        /// The text; characters a terminal would obey are shown instead.
        public var text: String
        /// How it looks.
        public var style: Style

        /// Text in a style.
        public init(_ text: String, _ style: Style = .plain) {
            self.text = text
            self.style = style
        }
    }

    /// The pieces, from left to right.
    public var pieces: [Piece]

    /// A prompt of these pieces.
    public init(_ pieces: [Piece]) {
        self.pieces = pieces
    }

    /// A plain prompt.
    public init(stringLiteral value: String) {
        self.init([Piece(value)])
    }
}

extension Prompt.Style {
    /// The parameters of the escape sequence that selects the style.
    var graphicRendition: String {
        switch self {
        case .plain: "0"
        case .bold: "1"
        case .dim: "2"
        case .red: "31"
        case .green: "32"
        case .yellow: "33"
        case .blue: "34"
        case .cyan: "36"
        }
    }
}
