/// A pattern for names, in which `*` stands for anything and `?` for one character. Everything else is itself, byte by
/// byte.
struct NamePattern: Sendable {
    private let scalars: [Unicode.Scalar]

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    func matches(_ name: String) -> Bool {
        let name = Array(name.unicodeScalars)
        var (place, at) = (0, 0)
        // Where to go on when what follows the last star does not fit.
        var star: (place: Int, at: Int)?
        while at < name.count {
            if place < scalars.count, scalars[place] == "*" {
                star = (place, at)
                place += 1
            } else if place < scalars.count, scalars[place] == "?" || scalars[place] == name[at] {
                place += 1
                at += 1
            } else if let last = star {
                star = (last.place, last.at + 1)
                (place, at) = (last.place + 1, last.at + 1)
            } else {
                return false
            }
        }
        return scalars[place...].allSatisfy { $0 == "*" }
    }
}
