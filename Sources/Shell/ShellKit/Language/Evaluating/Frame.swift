internal import CommandKit

/// Something that runs and comes back: a script, a function, or what was typed.
struct Frame: Sendable {
    enum Kind: Sendable, Equatable {
        /// What was typed, or read from standard input.
        case entry
        case script(path: String)
        /// The script that the program was called with.
        case main(path: String)
        case function(String)
        /// A command of a transcript that is replayed.
        case transcript(path: String)
    }

    let kind: Kind
    /// The text whose statements run, for messages.
    var script: Script
    /// The statement that runs.
    var place = SourceSpan(line: 1, column: 1, length: 1)
    /// `$1`, `$2` …
    var arguments: [String] = []
    /// Of functions: those of a script are the session's.
    var variables: [String: String] = [:]

    init(_ kind: Kind, _ script: Script, arguments: [String] = []) {
        self.kind = kind
        self.script = script
        self.arguments = arguments
    }

    /// Whether what it sets is its own.
    var isFunction: Bool { if case .function = kind { true } else { false } }

    /// The path of a script or transcript.
    var path: String? {
        switch kind {
        case .script(let path), .main(let path), .transcript(let path): path
        case .entry, .function: nil
        }
    }

    /// The place that runs, for a trace.
    fileprivate var `where`: String {
        script.name.map { "at \($0):\(place.line):\(place.column)" } ?? "in typed line \(place.line)"
    }
}

/// What runs at a moment, outermost first. Never empty.
struct CallStack: Sendable {
    private(set) var frames: [Frame]
    /// Variables of the session.
    private var globals: [String: String] = [:]

    init() { frames = [Frame(.entry, Script(name: nil, text: ""))] }

    /// The innermost.
    var top: Frame {
        get { frames[frames.count - 1] }
        set { frames[frames.count - 1] = newValue }
    }

    mutating func push(_ frame: Frame) { frames.append(frame) }
    mutating func pop() { frames.removeLast() }

    /// The same session with nothing running.
    mutating func unwind() { frames.removeSubrange(1...) }

    /// Notes the statement that runs.
    mutating func move(to place: SourceSpan) { frames[frames.count - 1].place = place }

    /// The scripts and transcripts that run, outermost first.
    var paths: [String] { frames.compactMap(\.path) }

    /// Arguments are those of the innermost function or script.
    var arguments: [String] { top.arguments }

    /// A function sees its own variables and those of the session; a script it runs sees what it sees.
    func value(of name: String) -> String? {
        owner.flatMap { frames[$0].variables[name] } ?? globals[name]
    }

    mutating func set(_ name: String, to value: String) {
        if let owner {
            frames[owner].variables[name] = value
        } else {
            globals[name] = value
        }
    }

    /// Names of the variables that can be seen.
    var names: [String] { Set(globals.keys).union(owner.map { frames[$0].variables.keys.map { $0 } } ?? []).sorted() }

    private var owner: Int? { frames.lastIndex(where: \.isFunction) }

    /// How it came to what runs, innermost first, for errors.
    var trace: [String] {
        let lines = whole
        guard lines.count > Self.shownFrames else { return lines }
        let left = lines.count - Self.shownFrames
        return lines.prefix(Self.shownFrames - 2) + ["… \(left) more …"] + lines.suffix(2)
    }

    private static let shownFrames = 8

    private var whole: [String] {
        frames.indices.dropFirst().reversed().compactMap { index in
            switch frames[index].kind {
            case .function(let name): "in function '\(name)', called \(frames[index - 1].where)"
            case .script: "sourced \(frames[index - 1].where)"
            case .entry, .main, .transcript: nil
            }
        }
    }
}
