internal import CommandKit

/// One of several things that a call means, and the word that means it.
struct Named<Thing: Sendable>: Sendable {
    let thing: Thing
    let name: String
    let span: SourceSpan?

    init(_ thing: Thing, _ name: String, at span: SourceSpan?) {
        self.thing = thing
        self.name = name
        self.span = span
    }
}

extension Named<String> {
    /// Words that mean themselves.
    static func words(_ words: [String], at spans: [SourceSpan]) -> [Named] {
        zip(words, spans).map { Named($0, $0, at: $1) }
    }
}
