internal import CYaml

extension YAMLDocument {
    /// What a file may have at most.
    public struct Limits: Sendable {
        /// Of the text.
        public var bytes = 1 << 20
        /// Maps and lists in each other.
        public var depth = 32
        /// After aliases were put in: a small file of aliases to aliases can stand for billions.
        public var nodes = 10_000

        public init() {}
    }

    /// Reads one document.
    ///
    /// No tag builds an object. Anchors, aliases and merge keys work within the limits. Of a key that comes twice the
    /// last one counts, as in Python's reader, and `warn` is told.
    /// - Returns: `nil` when the text holds nothing.
    /// - Throws: ``YAMLError``.
    public static func read(
        _ bytes: [UInt8], limits: Limits = Limits(), warn: (YAMLError) -> Void = { _ in }
    ) throws(YAMLError) -> YAMLNode? {
        guard bytes.count <= limits.bytes else {
            throw YAMLError(reason: "it is longer than \(limits.bytes) bytes", line: 1)
        }
        var warnings: [YAMLError] = []
        let result: Result<YAMLNode?, YAMLError> = bytes.withUnsafeBufferPointer { input in
            Result { () throws(YAMLError) in
                var reader = YAMLReader(input, limits)
                defer { warnings = reader.warnings }
                return try reader.document()
            }
        }
        for warning in warnings { warn(warning) }
        return try result.get()
    }
}

/// Builds nodes from libyaml's events.
struct YAMLReader {
    private let events: YAMLEvents
    private let limits: YAMLDocument.Limits
    private var anchors: [String: YAMLNode] = [:]
    private var count = 0
    private(set) var warnings: [YAMLError] = []

    init(_ input: UnsafeBufferPointer<UInt8>, _ limits: YAMLDocument.Limits) {
        events = YAMLEvents(input)
        self.limits = limits
    }

    mutating func document() throws(YAMLError) -> YAMLNode? {
        var event = try events.next()
        if event.kind == .other { event = try events.next() }  // the stream begins
        guard event.kind != .end else { return nil }
        let root = try node(try events.next(), depth: 1)
        _ = try events.next()  // the document ends
        let rest = try events.next()
        guard rest.kind == .end else { throw YAMLError(reason: "there is a second document", line: rest.line) }
        return root
    }

    private mutating func node(_ event: YAMLEvents.Event, depth: Int) throws(YAMLError) -> YAMLNode {
        guard depth <= limits.depth else { throw tooDeep(event.line) }
        try event.checkTag()
        let node: YAMLNode
        switch event.kind {
        case .alias(let name):
            guard let target = anchors[name] else {
                throw YAMLError(reason: "an alias names an anchor that is not above it", line: event.line)
            }
            guard depth + target.depth - 1 <= limits.depth else { throw tooDeep(event.line) }
            try take(target.size, event.line)
            return target
        case .scalar(let text, let isQuoted):
            try take(1, event.line)
            node = YAMLNode(.scalar(text, isQuoted: isQuoted), line: event.line)
        case .listStart:
            try take(1, event.line)
            node = YAMLNode(.list(try list(depth)), line: event.line)
        case .mapStart:
            try take(1, event.line)
            node = YAMLNode(.map(try map(depth)), line: event.line)
        case .listEnd, .mapEnd, .end, .other:
            throw YAMLError(reason: "a value is missing", line: event.line)
        }
        if let anchor = event.anchor { anchors[anchor] = node }
        return node
    }

    private mutating func list(_ depth: Int) throws(YAMLError) -> [YAMLNode] {
        var nodes: [YAMLNode] = []
        while true {
            let event = try events.next()
            if event.kind == .listEnd { return nodes }
            nodes.append(try node(event, depth: depth + 1))
        }
    }

    private mutating func map(_ depth: Int) throws(YAMLError) -> [YAMLNode.Entry] {
        var own: [YAMLNode.Entry] = []
        var merged: [YAMLNode.Entry] = []
        var places: [[UInt8]: Int] = [:]
        while true {
            let event = try events.next()
            if event.kind == .mapEnd { break }
            guard case .scalar(let key, let isQuoted) = try node(event, depth: depth + 1).content else {
                throw YAMLError(reason: "a key is not a plain text", line: event.line)
            }
            let value = try node(try events.next(), depth: depth + 1)
            if key == "<<", !isQuoted {
                merged += try Self.merged(value, line: event.line)
                continue
            }
            let entry = YAMLNode.Entry(key: key, line: event.line, value: value)
            if let place = places[Array(key.utf8)] {
                let reason = "key '\(key)' is there twice; the one in line \(event.line) counts"
                warnings.append(YAMLError(reason: reason, line: event.line))
                own[place] = entry
            } else {
                places[Array(key.utf8)] = own.count
                own.append(entry)
            }
        }
        // What is written in the map itself wins over what is merged in; of two merged the first wins.
        for entry in merged where places[Array(entry.key.utf8)] == nil {
            places[Array(entry.key.utf8)] = own.count
            own.append(entry)
        }
        return own
    }

    private static func merged(_ value: YAMLNode, line: Int) throws(YAMLError) -> [YAMLNode.Entry] {
        switch value.content {
        case .map(let entries): return entries
        case .list(let nodes):
            var all: [YAMLNode.Entry] = []
            for node in nodes {
                guard case .map(let entries) = node.content else { break }
                all += entries
            }
            if nodes.allSatisfy({ if case .map = $0.content { true } else { false } }) { return all }
        case .scalar: break
        }
        throw YAMLError(reason: "a merge key ('<<') needs a map, or a list of maps", line: line)
    }

    private mutating func take(_ nodes: Int, _ line: Int) throws(YAMLError) {
        count += nodes
        guard count <= limits.nodes else {
            throw YAMLError(reason: "it stands for more than \(limits.nodes) values", line: line)
        }
    }

    private func tooDeep(_ line: Int) -> YAMLError {
        YAMLError(reason: "it is nested more than \(limits.depth) deep", line: line)
    }
}
