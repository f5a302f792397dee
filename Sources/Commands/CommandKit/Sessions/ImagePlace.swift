internal import BackendKit

/// What `BACKEND//IMAGE` means: a backend, which need not be open, and what an image is called there.
public struct ImagePlace: Sendable {
    /// Stands between a backend and its image. Names of images may hold `:`, `/`, `@` and blanks; what begins with
    /// this mark is a name on the current backend, so that every name stays possible.
    public static let mark = "//"

    public let backend: BackendChoice
    /// A name, an ID or the beginning of one; never empty.
    public let image: String
    /// What was typed before the image, mark and all; empty when it was left out.
    public let prefix: String
}

extension Session {
    /// Takes the words for an image apart. Nothing is opened.
    ///
    /// Before the first mark stands the name of an open backend, or an address of a kind there is. Anything else
    /// before it is the beginning of a plain name, such as `http://mirror/debian`.
    /// - Parameter home: whose image a plain name is.
    /// - Throws: ``ImageError`` with code `.usage` for an address that cannot be read, or nothing after the mark.
    public func place(of text: String, from home: BackendChoice) throws -> ImagePlace {
        let place = try partialPlace(of: text, from: home)
        guard place.image.isEmpty else { return place }
        throw ImageError(.usage, "'\(text)' names a backend, but no image of it", hint: "image list")
    }

    /// The same for words that are not complete yet: the image may be empty.
    public func partialPlace(of text: String, from home: BackendChoice) throws -> ImagePlace {
        // Most words are plain names, and a script has thousands of them.
        guard text.hasDoubleSlash else { return ImagePlace(backend: home, image: text, prefix: "") }
        // A name that holds the mark itself is only found this way.
        let known = knownChoices.filter { text.utf8.starts(with: ($0.name + ImagePlace.mark).utf8) }
        if let choice = known.max(by: { $0.name.utf8.count < $1.name.utf8.count }) {
            return Self.place(text, after: choice.name, choice)
        }
        guard let mark = text.unicodeScalars.firstRange(of: ImagePlace.mark.unicodeScalars) else {
            return ImagePlace(backend: home, image: text, prefix: "")
        }
        let before = String(text.unicodeScalars[..<mark.lowerBound])
        if before.isEmpty { return Self.place(text, after: before, home) }
        let kind = String(before.prefix { $0 != ":" && $0 != "@" })
        guard registry.provider(kind) != nil else { return ImagePlace(backend: home, image: text, prefix: "") }
        return Self.place(text, after: before, try plainChoice(for: before))
    }

    private static func place(_ text: String, after before: String, _ choice: BackendChoice) -> ImagePlace {
        let prefix = before + ImagePlace.mark
        let image = String(text.unicodeScalars.dropFirst(prefix.unicodeScalars.count))
        return ImagePlace(backend: choice, image: image, prefix: prefix)
    }
}

extension String {
    /// Whether ``ImagePlace/mark`` is in it: the library's search takes longer than finding the image.
    fileprivate var hasDoubleSlash: Bool {
        let slash = UInt8(ascii: "/")
        return zip(utf8, utf8.dropFirst()).contains { $0 == slash && $1 == slash }
    }
}
