/// Header fields in order. Names are compared without regard to case.
public struct HTTPHeaders: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// As they are sent, or came.
    public private(set) var fields: [Field] = []

    /// One field; neither part holds a line break or NUL.
    public struct Field: Sendable, Equatable {
        public let name: String
        public let value: String
    }

    public init() {}

    public init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { add(name, value) }
    }

    /// Adds a field beside others of the name. A line break or NUL in either makes the field unusable: it is dropped,
    /// because it could smuggle a header in.
    public mutating func add(_ name: String, _ value: String) {
        let isClean = [name, value].allSatisfy { $0.utf8.allSatisfy { $0 != 0x0A && $0 != 0x0D && $0 != 0 } }
        if isClean { fields.append(Field(name: name, value: value)) }
    }

    /// The first value of the name; setting replaces all of them.
    public subscript(_ name: String) -> String? {
        get { fields.first { Self.isSame($0.name, name) }?.value }
        set {
            fields.removeAll { Self.isSame($0.name, name) }
            if let newValue { add(name, newValue) }
        }
    }

    /// Every value of the name.
    public func all(_ name: String) -> [String] {
        fields.filter { Self.isSame($0.name, name) }.map(\.value)
    }

    private static func isSame(_ one: String, _ other: String) -> Bool {
        one.lowercased() == other.lowercased()
    }
}
