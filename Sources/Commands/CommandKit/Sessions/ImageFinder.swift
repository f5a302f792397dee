public import BackendKit

/// Finds the one image a user means. The same rule on every backend, for every command:
///
/// 1. a full ID; 2. an exact name, byte by byte; 3. `NAME@newest`, the newest of that name; 4. the beginning of an
/// ID, at least four characters. Two images of one name are never a guess.
public struct ImageFinder: Sendable {
    private let backend: any ImageBackend
    private let prefix: String

    /// - Parameter prefix: what stands before a name so that it means this backend; for hints.
    public init(_ backend: any ImageBackend, prefix: String = "") {
        self.backend = backend
        self.prefix = prefix
    }

    /// The word that picks the newest image of a name.
    public static let newestSuffix = "@newest"

    /// - Throws: ``ImageError`` with code `.notFound`, or `.ambiguous` with the candidates in its details.
    public func image(_ reference: String) async throws -> Image {
        let isID = Self.isUUID(reference)
        // Whatever other images are called: there is no other word that an image is sure to be reached by.
        if isID, let byID = try await image(withID: reference) { return byID }
        let named = try await images(named: reference, atMost: Self.shownCandidates + 1)
        if named.count == 1 { return named[0] }
        if named.count > 1 { throw ambiguous(reference, named, "the name of \(Self.many(named.count)) images") }
        // All images of a cloud are not to be looked at for one that is gone.
        if isID { throw ImageError.noImage(reference, in: backend.info) }
        if reference.hasSuffix(Self.newestSuffix) {
            let name = String(reference.dropLast(Self.newestSuffix.count))
            if let newest = try await images(named: name, atMost: 1).first { return newest }
        }
        return try await image(withIDPrefix: reference)
    }

    /// Whether the text has the form of a UUID.
    public static func isUUID(_ text: String) -> Bool {
        guard text.utf8.count == 36 else { return false }
        return text.utf8.enumerated().allSatisfy { place, byte in
            switch (place, byte) {
            case (8, _), (13, _), (18, _), (23, _): byte == UInt8(ascii: "-")
            case (_, UInt8(ascii: "0")...UInt8(ascii: "9")): true
            case (_, UInt8(ascii: "a")...UInt8(ascii: "f")), (_, UInt8(ascii: "A")...UInt8(ascii: "F")): true
            default: false
            }
        }
    }

    private static let shownCandidates = 10
    private static let shortestPrefix = 4

    private func image(withID id: String) async throws -> Image? {
        do {
            return try await backend.image(Image.ID(id.lowercased()))
        } catch let error as ImageError where error.code == .notFound {
            return nil
        }
    }

    private func images(named name: String, atMost limit: Int) async throws -> [Image] {
        guard !name.isEmpty else { return [] }
        var found: [Image] = []
        var query = ImageQuery()
        query.name = name
        // A hidden image has a name as well; it is only left out of lists.
        query.hidden = .both
        for try await page in backend.images(matching: query) {
            // A server's collation may take other names for equal.
            found += page.filter { $0.name?.hasSameBytes(as: name) == true }
            if found.count >= limit { break }
        }
        return Array(found.prefix(limit))
    }

    private func image(withIDPrefix reference: String) async throws -> Image {
        let prefix = reference.lowercased()
        guard prefix.utf8.count >= Self.shortestPrefix, prefix.allSatisfy({ $0.isHexDigit || $0 == "-" }) else {
            throw try await notFound(reference)
        }
        var query = ImageQuery()
        query.idPrefix = prefix
        query.hidden = .both
        let found = try await backend.images(matching: query).first(Self.shownCandidates + 1)
        switch found.count {
        case 0: throw try await notFound(reference)
        case 1: return found[0]
        default: throw ambiguous(reference, found, "the beginning of \(Self.many(found.count)) IDs")
        }
    }

    private func word(_ name: String) -> String { Quoting.word(prefix + name) }

    private static func many(_ count: Int) -> String {
        count > shownCandidates ? "more than \(shownCandidates)" : String(count)
    }

    private func ambiguous(_ reference: String, _ images: [Image], _ what: String) -> ImageError {
        var details = images.prefix(Self.shownCandidates).map { image in
            let size = image.size.map(ByteCount.text) ?? "no data"
            return "\(image.id)  \(image.createdAt?.text ?? "-")  \(size)  \(image.status)  \(image.label)"
        }
        if images.count > Self.shownCandidates { details.append("…") }
        let sameName = images.allSatisfy { $0.name?.hasSameBytes(as: reference) == true }
        return ImageError(
            .ambiguous, "'\(reference)' is \(what); nothing was done", details: details,
            hint: sameName ? "\(word(reference + Self.newestSuffix)), or one of the IDs" : "one of the IDs")
    }

    private func notFound(_ reference: String) async throws -> ImageError {
        var error = ImageError.noImage(reference, in: backend.info)
        // Whoever comes from sh may take several lines of '$(…)' for several words.
        if reference.utf8.contains(0x0A) {
            error.hint = "foreach NAME in $(…); …; end: there each line is a word"
            return error
        }
        let near = try await nearImages(reference)
        if !near.isEmpty { error.hint = near.joined(separator: ", ") }
        return error
    }

    /// What to type for images whose names are like the one that was not found, from the first page of the list.
    private func nearImages(_ reference: String) async throws -> [String] {
        for try await page in backend.images(matching: ImageQuery()) {
            return Suggestion.ranked(reference, page.compactMap(\.name)).map { name in
                // A name that is shown escaped cannot be typed as it is shown.
                let image = SafeText.isPlain(name) ? nil : page.first { $0.name == name }
                return word(image.map { "\($0.id)" } ?? name)
            }
        }
        return []
    }
}
