/// The members of a JSON object in the order they came. Names are compared byte by byte; of two members with one name
/// the last one counts, as in Python's reader, which the services use.
public struct JSONObject: Sendable, Equatable, Sequence {
    private var members: [(name: String, value: JSON)] = []
    /// Where a name stands; kept once there are enough members for it to pay.
    private var places: [[UInt8]: Int] = [:]
    private static let fewMembers = 48

    public init() {}

    public var count: Int { members.count }
    /// In the order they came.
    public var names: [String] { members.map(\.name) }

    /// The value of a member; setting `nil` removes it, and a new name goes to the end.
    public subscript(_ name: String) -> JSON? {
        get { place(of: name).map { members[$0].value } }
        set {
            switch (place(of: name), newValue) {
            case (let place?, let value?): members[place].value = value
            case (nil, let value?): append(name, value)
            case (let place?, nil): remove(at: place)
            case (nil, nil): break
            }
        }
    }

    public func makeIterator() -> some IteratorProtocol<(name: String, value: JSON)> { members.makeIterator() }

    public static func == (one: JSONObject, other: JSONObject) -> Bool {
        one.members.elementsEqual(other.members) {
            $0.name.utf8.elementsEqual($1.name.utf8) && $0.value == $1.value
        }
    }

    private func place(of name: String) -> Int? {
        if members.count >= Self.fewMembers { return places[Array(name.utf8)] }
        return members.firstIndex { $0.name.utf8.elementsEqual(name.utf8) }
    }

    private mutating func append(_ name: String, _ value: JSON) {
        members.append((name, value))
        if members.count > Self.fewMembers {
            places[Array(name.utf8)] = members.count - 1
        } else if members.count == Self.fewMembers {
            for (index, member) in members.enumerated() { places[Array(member.name.utf8)] = index }
        }
    }

    private mutating func remove(at place: Int) {
        members.remove(at: place)
        places = [:]
        guard members.count >= Self.fewMembers else { return }
        for (index, member) in members.enumerated() { places[Array(member.name.utf8)] = index }
    }
}
