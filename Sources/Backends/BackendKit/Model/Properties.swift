/// The free properties of an image: names and values, in byte order of the names.
///
/// Names are compared byte by byte, as servers do. A Swift dictionary would take the composed and the
/// decomposed form of a letter for one key.
public struct Properties: Sendable, Equatable, Sequence, ExpressibleByDictionaryLiteral {
    private var entries: [(name: String, value: String)] = []

    public init() {}

    public init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { self[name] = value }
    }

    public var count: Int { entries.count }
    public var isEmpty: Bool { entries.isEmpty }
    /// The names, in byte order.
    public var names: [String] { entries.map(\.name) }

    public subscript(_ name: String) -> String? {
        get {
            let place = place(of: name)
            return place.isPresent ? entries[place.index].value : nil
        }
        set {
            let place = place(of: name)
            switch (newValue, place.isPresent) {
            case (let value?, true): entries[place.index].value = value
            case (let value?, false): entries.insert((name, value), at: place.index)
            case (nil, true): entries.remove(at: place.index)
            case (nil, false): break
            }
        }
    }

    public func makeIterator() -> some IteratorProtocol<(name: String, value: String)> { entries.makeIterator() }

    public static func == (one: Properties, other: Properties) -> Bool {
        one.entries.elementsEqual(other.entries) {
            $0.name.hasSameBytes(as: $1.name) && $0.value.hasSameBytes(as: $1.value)
        }
    }

    /// Where the name stands, or would stand.
    private func place(of name: String) -> (index: Int, isPresent: Bool) {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].name.precedesInBytes(name) { low = middle + 1 } else { high = middle }
        }
        return (low, low < entries.count && entries[low].name.hasSameBytes(as: name))
    }
}
