public import BackendKit

/// An image, and the backend that holds it.
public struct LocatedImage: Sendable {
    public let image: Image
    public let place: OpenBackend
    /// How the backend was named where the image was, for hints: `glance@prod//`, or nothing.
    public let prefix: String
    /// Its name, when that was enough to find it: then nobody else there is called so.
    private let name: String?

    public init(image: Image, place: OpenBackend, prefix: String) {
        self.init(image: image, place: place, prefix: prefix, name: nil)
    }

    fileprivate init(image: Image, place: OpenBackend, prefix: String, name: String?) {
        self.image = image
        self.place = place
        self.prefix = prefix
        self.name = name
    }

    public var id: Image.ID { image.id }
    public var backend: any ImageBackend { place.backend }

    /// The image as it can be typed again, by its ID unless its name says enough.
    public var word: String { Quoting.word(prefix + (name ?? image.id.rawValue)) }

    /// The facet of the backend that holds it.
    /// - Throws: ``ImageError`` with code `.unsupported` when it has none.
    public func require<Facet>(_ capability: Capability<Facet>) throws(ImageError) -> Facet {
        try backend.require(capability)
    }
}

extension CommandContext {
    /// The one image a user means, and the backend that holds it. Whatever is done to the image, is done there.
    /// - Throws: ``ImageError``, pointing at the words: code `.notFound` or `.ambiguous`; `.usage` for an address
    ///   that means no backend; what opening a backend throws.
    public func locate(_ reference: ImageReference) async throws -> LocatedImage {
        let (place, open) = try await open(reference)
        return try await find(reference, place, in: open)
    }

    /// The same, with what a command needs of that backend. A backend without it is not asked for the image.
    /// - Throws: as ``locate(_:)``, and ``ImageError`` with code `.unsupported`.
    public func locate<Facet>(
        _ reference: ImageReference, with capability: Capability<Facet>
    ) async throws -> (LocatedImage, Facet) {
        let (place, open) = try await open(reference)
        let facet = try open.backend.require(capability)
        return (try await find(reference, place, in: open), facet)
    }

    /// The backend that is meant, opened if need be, and what the image is called there. There need not be such an
    /// image: a new one can be named this way.
    /// - Throws: as ``locate(_:)``, but never for the image.
    public func open(_ reference: ImageReference) async throws -> (ImagePlace, OpenBackend) {
        try await located(at: reference.span) {
            let place = try await session.place(of: reference.text, from: home)
            return (place, try await session.open(place.backend))
        }
    }

    private func find(
        _ reference: ImageReference, _ place: ImagePlace, in open: OpenBackend
    ) async throws -> LocatedImage {
        try await located(at: reference.span) {
            do {
                let image = try await ImageFinder(open.backend, prefix: place.prefix).image(place.image)
                remember(image.id, prefix: place.prefix)
                let isName = image.name?.hasSameBytes(as: place.image) == true
                return LocatedImage(
                    image: image, place: open, prefix: place.prefix, name: isName ? place.image : nil)
            } catch let error as ImageError where error.code == .notFound {
                throw await hinted(error, place)
            }
        }
    }

    /// Where to look for it: the list of the other backend, or a backend whose name was mistyped.
    private func hinted(_ error: ImageError, _ place: ImagePlace) async -> ImageError {
        var error = error
        if error.hint == "image list", place.backend != home {
            error.hint = "\(Quoting.word("@" + place.backend.name)) image list"
        }
        if let mark = place.image.firstRange(of: ImagePlace.mark), place.prefix.isEmpty {
            let before = String(place.image[..<mark.lowerBound])
            if let cloud = await session.address(ofCloud: before) {
                error.hint = Quoting.word(cloud.description + place.image[mark.lowerBound...])
                return error
            }
            let kind = before.prefix { $0 != "@" && $0 != ":" }
            let known = await session.openBackends.map(\.name) + registry.providers.map(\.name)
            error.hint =
                Suggestion.nearest(to: String(kind), in: known).map { near in
                    Quoting.word(near + place.image.dropFirst(kind.count))
                } ?? error.hint
        }
        return error
    }
}
