internal import BackendKit

/// A name with `*` for any characters and `?` for one. In a word that has either, `\` takes what follows as it is.
///
/// Characters are Unicode scalars, as servers count them. Brackets mean nothing: names of images often have them.
struct NameSelector: Sendable {
    private enum Part: Equatable {
        case exactly(Unicode.Scalar)
        case one
        case any
    }

    private let parts: [Part]

    init(_ text: String) {
        var parts: [Part] = []
        var scalars = text.unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            switch scalar {
            case "*": parts.append(.any)
            case "?": parts.append(.one)
            case "\\": parts.append(.exactly(scalars.next() ?? scalar))
            default: parts.append(.exactly(scalar))
            }
        }
        self.parts = parts
        plainName = Self.plainName(text, parts)
    }

    /// The name, when this is no pattern.
    let plainName: String?

    private static func plainName(_ text: String, _ parts: [Part]) -> String? {
        guard text.unicodeScalars.contains(where: { $0 == "*" || $0 == "?" }) else { return text }
        var name = String.UnicodeScalarView()
        for part in parts {
            guard case .exactly(let scalar) = part else { return nil }
            name.append(scalar)
        }
        return String(name)
    }

    func matches(_ name: String) -> Bool {
        if let plainName { return name.hasSameBytes(as: plainName) }
        let scalars = Array(name.unicodeScalars)
        var (part, place) = (0, 0)
        // Where to go on when what follows the last `*` does not fit: one character further.
        var retry: (part: Int, place: Int)?
        while place < scalars.count {
            if part < parts.count, parts[part] == .any {
                part += 1
                retry = (part, place)
            } else if part < parts.count, parts[part] == .one || parts[part] == .exactly(scalars[place]) {
                part += 1
                place += 1
            } else if let (again, from) = retry {
                (part, place) = (again, from + 1)
                retry = (again, from + 1)
            } else {
                return false
            }
        }
        return parts[part...].allSatisfy { $0 == .any }
    }
}
