/// What a prompt shows, as a person writes it: `{backend} {status}> `.
///
/// `{field}` is the value of a field, `{red}` and the like a colour for what follows, `[…]` a part that is left out
/// when a field in it is empty, `\n` another row, and a backslash takes the next character as it is.
public struct PromptTemplate: Sendable, Equatable {
    /// What can be shown.
    public enum Field: String, Sendable, CaseIterable {
        /// The current backend, by its name.
        case backend
        /// What it is part of.
        case cloud, region, project
        /// What the last command ended with, after a failure.
        case status
        /// `1 job`, `2 jobs`: those that run in the background.
        case jobs
        /// The word `offline`, while the backend cannot be reached.
        case offline
    }

    /// Colours; a terminal without them shows none.
    public enum Style: String, Sendable, CaseIterable {
        case plain, dim, bold, red, green, yellow, blue, cyan
    }

    public indirect enum Part: Sendable, Equatable {
        case text(String)
        case field(Field)
        case style(Style)
        /// Left out when a field in it is empty.
        case group([Part])
    }

    /// As it was written.
    public let text: String
    public let parts: [Part]

    /// - Throws: ``ArgumentProblem`` when a brace or bracket is not closed, brackets stand too deep, or a field is none.
    public init(_ text: String) throws(ArgumentProblem) {
        var rest = Array(text.unicodeScalars)[...]
        parts = try Self.parse(&rest, depth: 0)
        self.text = text
    }

    private init(text: String, parts: [Part]) {
        self.text = text
        self.parts = parts
    }

    /// `imgsh local> `, after a failure with its status: `imgsh local 3> `, for a backend that could not be reached
    /// `imgsh glance@prod offline> `, and with jobs that run `imgsh local [2 jobs]> `.
    public static let standard = PromptTemplate(
        text: #"imgsh {cyan}{backend}{red}[ {offline}]{yellow}[ \[{jobs}\]]{red}[ {status}]{plain}> "#,
        parts: [
            .text("imgsh "), .style(.cyan), .field(.backend), .style(.red), .group([.text(" "), .field(.offline)]),
            .style(.yellow),
            .group([.text(" ["), .field(.jobs), .text("]")]), .style(.red), .group([.text(" "), .field(.status)]),
            .style(.plain), .text("> "),
        ])

    /// Nothing.
    public static let none = PromptTemplate(text: "", parts: [])

    private static let deepest = 8

    /// - Parameter depth: how many brackets are open.
    private static func parse(_ rest: inout ArraySlice<Unicode.Scalar>, depth: Int) throws(ArgumentProblem) -> [Part] {
        var parts: [Part] = []
        var text = String.UnicodeScalarView()
        func flushed() -> [Part] { text.isEmpty ? parts : parts + [.text(String(text))] }
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\\":
                let next = rest.popFirst() ?? "\\"
                text.append(next == "n" ? "\n" : next)
            case "{":
                guard let end = rest.firstIndex(of: "}") else { throw ArgumentProblem("the brace '{' is never closed") }
                let part = try named(String(String.UnicodeScalarView(rest[..<end])))
                rest = rest[(end + 1)...]
                parts = flushed() + [part]
                text = .init()
            case "[":
                guard depth < deepest else {
                    throw ArgumentProblem("more than \(deepest) brackets stand inside each other", hint: #"\["#)
                }
                parts = flushed() + [.group(try parse(&rest, depth: depth + 1))]
                text = .init()
            case "]" where depth > 0: return flushed()
            default: text.append(scalar)
            }
        }
        guard depth == 0 else { throw ArgumentProblem("the bracket '[' is never closed", hint: #"\["#) }
        return flushed()
    }

    private static func named(_ name: String) throws(ArgumentProblem) -> Part {
        if let field = Field(rawValue: name) { return .field(field) }
        if let style = Style(rawValue: name) { return .style(style) }
        throw .unknown(
            name, noun: "field of a prompt", known: Field.allCases.map(\.rawValue) + Style.allCases.map(\.rawValue))
    }
}
