internal import BackendKit
internal import CommandKit
internal import Synchronization

/// The images of the backends as they were a moment ago, so that a Tab asks no server twice.
actor ImageNameCache {
    private struct Snapshot {
        let taken: ContinuousClock.Instant
        let generation: Int
        let images: [Image]
    }

    private var snapshots: [BackendChoice: Snapshot] = [:]
    private let generation = Atomic<Int>(0)
    private let maximumAge: Duration
    private static let mostImages = 100_000

    init(maximumAge: Duration = .seconds(30)) { self.maximumAge = maximumAge }

    /// A command ran: what is known may be out of date.
    nonisolated func invalidate() { generation.add(1, ordering: .relaxed) }

    /// Names, and the IDs of images whose name cannot be typed, is not alone, or is missing.
    func images(startingWith partial: String, on choice: BackendChoice, in session: Session) async -> [Candidate] {
        let images = await current(choice, session)
        var counts: [[UInt8]: Int] = [:]
        for image in images { if let name = image.name { counts[Array(name.utf8), default: 0] += 1 } }
        var candidates: [Candidate] = []
        for image in images {
            let name = image.name ?? ""
            let isUsable = !name.isEmpty && SafeText.isPlain(name) && counts[Array(name.utf8)] == 1
            let detail = Self.detail(of: image)
            if isUsable, name.hasPrefix(partial) {
                candidates.append(Candidate(word: name, detail: detail))
            } else if image.id.rawValue.hasPrefix(partial), !partial.isEmpty {
                candidates.append(Candidate(word: image.id.rawValue, detail: "\(image.label)  \(detail)"))
            } else if !isUsable, name.hasPrefix(partial) {
                let shown = name.isEmpty ? image.id.rawValue : "\(name) (\(image.id.rawValue.prefix(8)))"
                candidates.append(Candidate(word: image.id.rawValue, detail: detail, display: shown))
            }
        }
        return candidates.sorted { one, other in
            let (left, right) = (one.display ?? one.word, other.display ?? other.word)
            return left.hasSameBytes(as: right) ? one.word.precedesInBytes(other.word) : left.precedesInBytes(right)
        }
    }

    func tags(on choice: BackendChoice, in session: Session) async -> [Candidate] {
        await current(choice, session).flatMap(\.tags).sortedUniqueBytes().map { Candidate(word: $0) }
    }

    func properties(on choice: BackendChoice, in session: Session) async -> [Candidate] {
        await current(choice, session).flatMap(\.properties.names).sortedUniqueBytes()
            .map { Candidate(word: $0 + "=", isFinal: false) }
    }

    private func current(_ choice: BackendChoice, _ session: Session) async -> [Image] {
        let now = generation.load(ordering: .relaxed)
        let known = snapshots[choice]
        if let known, known.generation == now, ContinuousClock.now - known.taken < maximumAge { return known.images }
        // Stale names are better than none.
        guard let images = try? await Self.fetch(choice, session) else { return known?.images ?? [] }
        snapshots[choice] = Snapshot(taken: .now, generation: now, images: images)
        return images
    }

    private static func fetch(_ choice: BackendChoice, _ session: Session) async throws -> [Image] {
        try await session.open(choice).backend.images(matching: ImageQuery()).first(mostImages)
    }

    private static func detail(of image: Image) -> String {
        let size = image.size.map(ByteCount.text) ?? "no data"
        return "\(image.status)  \(size)  \(image.createdAt?.text.prefix(10) ?? "")"
    }
}
