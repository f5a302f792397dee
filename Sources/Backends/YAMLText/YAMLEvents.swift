internal import CYaml

/// libyaml's parser, an event at a time.
final class YAMLEvents {
    struct Event {
        enum Kind: Equatable {
            case scalar(String, isQuoted: Bool)
            case alias(String)
            case listStart, listEnd, mapStart, mapEnd
            /// The stream ends.
            case end
            /// A beginning or end that carries nothing.
            case other
        }

        let kind: Kind
        let line: Int
        var anchor: String?
        var tag: String?

        /// Only the tags of plain data pass; any other would build an object in some reader.
        func checkTag() throws(YAMLError) {
            let plain = ["str", "int", "float", "bool", "null", "map", "seq"].map { "tag:yaml.org,2002:" + $0 }
            if let tag, tag != "!", !plain.contains(tag) {
                throw YAMLError(reason: "a tag stands for something other than plain data", line: line)
            }
        }
    }

    private let input: UnsafeBufferPointer<UInt8>
    private let parser: UnsafeMutablePointer<yaml_parser_t>

    /// The input must outlive the object.
    init(_ input: UnsafeBufferPointer<UInt8>) {
        self.input = input
        parser = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        yaml_parser_initialize(parser)
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, input.baseAddress, input.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    /// - Throws: ``YAMLError``; nothing more can be read then.
    func next() throws(YAMLError) -> Event {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
        defer { yaml_event_delete(&event) }
        let line = event.start_mark.line + 1
        switch event.type {
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let text = String(
                decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
            let tag = Self.text(scalar.tag)
            let isQuoted = scalar.style != YAML_PLAIN_SCALAR_STYLE || tag?.hasSuffix(":str") == true
            return Event(
                kind: .scalar(text, isQuoted: isQuoted), line: line, anchor: Self.text(scalar.anchor), tag: tag)
        case YAML_ALIAS_EVENT: return Event(kind: .alias(Self.text(event.data.alias.anchor) ?? ""), line: line)
        case YAML_SEQUENCE_START_EVENT:
            let start = event.data.sequence_start
            return Event(kind: .listStart, line: line, anchor: Self.text(start.anchor), tag: Self.text(start.tag))
        case YAML_MAPPING_START_EVENT:
            let start = event.data.mapping_start
            return Event(kind: .mapStart, line: line, anchor: Self.text(start.anchor), tag: Self.text(start.tag))
        case YAML_SEQUENCE_END_EVENT: return Event(kind: .listEnd, line: line)
        case YAML_MAPPING_END_EVENT: return Event(kind: .mapEnd, line: line)
        case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return Event(kind: .end, line: line)
        default: return Event(kind: .other, line: line)
        }
    }

    private func failure() -> YAMLError {
        let problem = parser.pointee.problem.map { String(cString: $0) } ?? "it cannot be read"
        guard parser.pointee.error == YAML_READER_ERROR else {
            return YAMLError(reason: problem, line: parser.pointee.problem_mark.line + 1)
        }
        // A reader's error has an offset only.
        let lines = input.prefix(parser.pointee.problem_offset).count { $0 == 0x0A }
        return YAMLError(reason: problem, line: lines + 1)
    }

    private static func text(_ bytes: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        bytes.map { String(decodingCString: $0, as: UTF8.self) }
    }
}
