internal import BackendKit
internal import CommandKit
internal import Synchronization

/// The images of backends that cannot suggest names by themselves, as they were a moment ago.
///
/// A long list is read once. After that only what has changed is asked for, until so much time has passed that
/// another reading is no burden: a service takes seconds to list ten thousand images.
actor ImageIndexCache {
    private struct Snapshot {
        var images: [Image.ID: Image]
        var index: ImageIndex
        /// When the list was read, and how long that took.
        let read: ContinuousClock.Instant
        let effort: Duration
        /// When it was last made current, and after which command.
        var checked: ContinuousClock.Instant
        var generation: Int
        /// Of the images that may be gone, those that were looked at since the last command; `nil` when none may be.
        var confirmed: Set<Image.ID>?
    }

    private var snapshots: [BackendChoice: Snapshot] = [:]
    private var running: [BackendChoice: (task: Task<Void, Never>, begun: ContinuousClock.Instant)] = [:]
    /// What has come of a list that is being read for the first time.
    private var partial: [BackendChoice: PartialList] = [:]

    private struct PartialList {
        let images: [Image]
        /// Made when somebody asks.
        var index: ImageIndex?
    }
    private let generation = Atomic<Int>(0)
    private let freshness: Freshness
    private let kept: KeptNames?
    /// Reading what earlier processes kept, once for each backend.
    private var loading: [BackendChoice: Task<Void, Never>] = [:]
    private static let mostImages = 100_000
    private static let mostLookedAt = 8

    init(_ freshness: Freshness, kept: KeptNames? = nil) {
        self.freshness = freshness
        self.kept = kept
    }

    /// A command ran: what is known may be out of date.
    nonisolated func invalidate() { generation.add(1, ordering: .relaxed) }

    /// Commands that ran so far.
    nonisolated var commands: Int { generation.load(ordering: .relaxed) }

    /// The images of a backend, and whether that is all of them: the first pages of a long list are given when the rest
    /// takes too long.
    /// - Returns: `nil` when there is no list yet, and none comes.
    func index(of choice: BackendChoice, in session: Session) async -> (index: ImageIndex, isWhole: Bool)? {
        await load(choice, session)
        let now = generation.load(ordering: .relaxed)
        guard let known = snapshots[choice] else {
            let (task, begun) = refresh(choice, session, now)
            // One question after the other waits no longer together than one alone.
            await Deadline.wait(for: task, atMost: freshness.firstPatience - (ContinuousClock.now - begun))
            return snapshots[choice].map { ($0.index, true) } ?? partialIndex(of: choice).map { ($0, false) }
        }
        // A short list costs so little that what others have done meanwhile is seen as well.
        let isQuick = known.effort < freshness.patience
        let age = isQuick ? min(freshness.quickAge, freshness.maximumAge) : freshness.maximumAge
        if known.generation == now, ContinuousClock.now - known.checked < age { return (known.index, true) }
        let refresh = refresh(choice, session, now)
        // After a command the names may have changed, and by the clock alone they hardly ever have.
        if known.generation != now || isQuick { await Deadline.wait(for: refresh.task, atMost: freshness.patience) }
        return snapshots[choice].map { ($0.index, true) }
    }

    private func partialIndex(of choice: BackendChoice) -> ImageIndex? {
        guard let list = partial[choice] else { return nil }
        let index = list.index ?? ImageIndex(list.images)
        partial[choice]?.index = index
        return index
    }

    /// Leaves out images that are gone, where only changes were read since a command ran. When there are many, nobody
    /// looks.
    func present(_ found: SuggestedImages, on choice: BackendChoice, in session: Session) async -> SuggestedImages {
        guard let confirmed = snapshots[choice]?.confirmed else { return found }
        let open = found.entries.map(\.id).filter { !confirmed.contains($0) }
        guard !open.isEmpty, open.count <= Self.mostLookedAt else { return found }
        let look = Task { await ImagePresence.missing(open, on: choice, in: session) }
        guard let missing = await Deadline.value(of: look, atMost: freshness.patience) else { return found }
        if var snapshot = snapshots[choice] {
            snapshot.confirmed?.formUnion(open)
            if !missing.isEmpty {
                for id in missing { snapshot.images[id] = nil }
                snapshot.index = ImageIndex(snapshot.images.values)
            }
            snapshots[choice] = snapshot
        }
        return SuggestedImages(found.entries.filter { !missing.contains($0.id) }, isCut: found.isCut)
    }

    /// Whether something is asked for that nobody has waited for.
    var isReading: Bool { !running.isEmpty }

    /// Waits until all that was asked for is there.
    func finish() async {
        while let refresh = running.values.first { await refresh.task.value }
    }

    func stop() {
        for refresh in running.values { refresh.task.cancel() }
        running = [:]
    }

    private func refresh(
        _ choice: BackendChoice, _ session: Session, _ generation: Int
    ) -> (task: Task<Void, Never>, begun: ContinuousClock.Instant) {
        if let refresh = running[choice] { return refresh }
        let task = Task {
            // What cannot be had leaves what is there.
            try? await self.read(choice, session, generation)
            self.running[choice] = nil
            self.partial[choice] = nil
        }
        running[choice] = (task, .now)
        return (task, .now)
    }

    /// Begins with what an earlier process knew.
    private func load(_ choice: BackendChoice, _ session: Session) async {
        guard let kept else { return }
        let task =
            loading[choice]
            ?? Task {
                guard let info = try? await session.open(choice).backend.info, let list = await kept.list(of: info)
                else { return }
                self.begin(choice, with: list)
            }
        loading[choice] = task
        await task.value
    }

    private func begin(_ choice: BackendChoice, with list: KeptNames.List) {
        guard snapshots[choice] == nil else { return }
        snapshots[choice] = Snapshot(
            images: Dictionary(list.images.map { ($0.id, $0) }) { $1 }, index: ImageIndex(list.images),
            read: .now - list.age, effort: list.effort, checked: .now - list.sinceChecked,
            generation: generation.load(ordering: .relaxed))
    }

    private func read(_ choice: BackendChoice, _ session: Session, _ generation: Int) async throws {
        let backend = try await session.open(choice).backend
        if let known = snapshots[choice], known.effort > freshness.shortEffort,
            ContinuousClock.now - known.read < known.effort * freshness.rest,
            let newest = Self.newest(known.images.values)
        {
            return try await update(choice, backend, since: newest, generation)
        }
        let start = ContinuousClock.now
        var images: [Image.ID: Image] = [:]
        for try await page in backend.images(matching: ImageQuery()) {
            for image in page { images[image.id] = image }
            if snapshots[choice] == nil { partial[choice] = PartialList(images: Array(images.values)) }
            if images.count >= Self.mostImages { break }
        }
        let index = ImageIndex(images.values)
        snapshots[choice] = Snapshot(
            images: images, index: index, read: .now, effort: .now - start, checked: .now, generation: generation)
        await keep(choice, of: backend.info)
    }

    private func keep(_ choice: BackendChoice, of backend: BackendInfo) async {
        guard let kept, let known = snapshots[choice] else { return }
        let age = ContinuousClock.now - known.read
        await kept.keep(KeptNames.List(images: Array(known.images.values), age: age, effort: known.effort), of: backend)
    }

    /// Asks for what has changed since the newest image that is known.
    private func update(
        _ choice: BackendChoice, _ backend: any ImageBackend, since newest: Timestamp, _ generation: Int
    ) async throws {
        var query = ImageQuery()
        query.changedSince = newest
        let changed = try await backend.images(matching: query).first(Self.mostImages)
        guard var snapshot = snapshots[choice] else { return }
        let isNews = changed.contains { snapshot.images[$0.id] != $0 }
        for image in changed { snapshot.images[image.id] = image }
        if isNews { snapshot.index = ImageIndex(snapshot.images.values) }
        snapshot.checked = .now
        // What was deleted is in no list of changes.
        if snapshot.generation != generation { snapshot.confirmed = [] }
        snapshot.generation = generation
        snapshots[choice] = snapshot
        await keep(choice, of: backend.info)
    }

    private static func newest(_ images: some Sequence<Image>) -> Timestamp? {
        let moments = images.compactMap { image in
            image.updatedAt.flatMap { moment in moment.secondsSince1970.map { (moment, $0) } }
        }
        return moments.max { $0.1 < $1.1 }?.0
    }
}
