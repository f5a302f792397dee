internal import BackendKit
internal import FileIO
internal import GRDB
internal import ImageHashing

/// Compares catalogue and data. Looks only; what to do about a problem is `StoreRepair`'s business.
struct StoreChecker {
    /// One thing that is wrong, in a form that can be acted on.
    enum Problem: Sendable {
        case catalogue(String)
        case missingData(Image.ID)
        case damagedData(Image.ID, String)
        case strangeFile(String, String)
    }

    let layout: StoreLayout
    let readsData: Bool
    private(set) var report = StoreReport()
    private(set) var problems: [Problem] = []
    /// Data that no record knows, by the ID it is named after.
    private(set) var orphans: [Image.ID] = []

    init(layout: StoreLayout, readsData: Bool) {
        self.layout = layout
        self.readsData = readsData
    }

    var isCatalogueDamaged: Bool { problems.contains { if case .catalogue = $0 { true } else { false } } }

    /// - Throws: ``ImageError`` when the store cannot be read at all, `CancellationError`.
    mutating func run(_ catalogue: Catalogue) throws {
        for complaint in try catalogue.queue.read(CatalogueComplaints.found) {
            add(.catalogue(complaint), nil, complaint)
        }
        if let row = try catalogue.queue.read({ try Row.fetchOne($0, sql: "PRAGMA foreign_key_check") }) {
            add(.catalogue("\(row)"), nil, "the catalogue has a property or tag without an image")
        }
        let records = try catalogue.queue.read(Self.allImages)
        report.images = records.count
        for image in records where image.status == .active || image.status == .deactivated {
            let (known, found) = (problems.count, report.findings.count)
            try check(image)
            // Another process may have deleted it meanwhile, and its data with it.
            if problems.count > known, try catalogue.queue.read({ try Catalogue.image(image.id, in: $0) }) == nil {
                problems.removeSubrange(known...)
                report.findings.removeSubrange(found...)
            }
        }
        let withData = Set(records.filter { $0.status != .queued }.map(\.id.rawValue))
        try lookForStrangers(withData)
    }

    private static func allImages(in database: Database) throws -> [Image] {
        let keys = try Catalogue.keys(matching: .everything, in: database)
        var images: [Image] = []
        for start in stride(from: 0, to: keys.count, by: 1000) {
            images += try Catalogue.images(keys: keys[start..<min(start + 1000, keys.count)], in: database)
        }
        return images
    }

    private mutating func check(_ image: Image) throws {
        try Task.checkCancellation()
        let path = layout.data(of: image.id)
        guard let status = try FileStatus.of(path, followsLink: false) else {
            return add(.missingData(image.id), image.id, "its data is missing")
        }
        guard status.kind == .regular else {
            return add(.damagedData(image.id, path), image.id, "its data is a \(status.kind.rawValue)")
        }
        guard status.size == image.size else {
            return add(
                .damagedData(image.id, path), image.id,
                "its data has \(status.size) bytes instead of \(image.size ?? 0)")
        }
        if status.mode & 0o222 != 0 {
            report.findings.append(.init(.note, image: image.id, "its data file is writable"))
        }
        guard readsData, let expected = image.hash else { return }
        if try hash(path, expected.algorithm) != expected.value {
            add(.damagedData(image.id, path), image.id, "its data does not have the hash it was stored with")
        }
    }

    private mutating func hash(_ path: String, _ algorithm: String) throws -> String? {
        let file = try OpenFile.reading(path, followsLink: false)
        let hasher = ParallelHasher([algorithm])
        var offset: Int64 = 0
        while true {
            try Task.checkCancellation()
            let chunk = try file.read(1 << 20, at: offset)
            if chunk.isEmpty { break }
            hasher.update(chunk)
            offset += Int64(chunk.count)
        }
        report.bytesRead += offset
        return hasher.values().first?.value
    }

    /// Files that no record knows, and things that do not belong there.
    private mutating func lookForStrangers(_ known: Set<String>) throws {
        for directory in try names(layout.content) {
            let path = layout.content + "/" + directory
            guard try FileStatus.of(path, followsLink: false)?.kind == .directory else {
                add(.strangeFile(path, directory), nil, "'content/\(directory)' does not belong there")
                continue
            }
            for name in try names(path) where !known.contains(name) {
                let isOurs = StoreLayout.isData(name, in: directory)
                let isFile = try FileStatus.of(path + "/" + name, followsLink: false)?.kind == .regular
                if isOurs, isFile {
                    orphans.append(Image.ID(name))
                    report.findings.append(.init(.note, image: Image.ID(name), "data without a record"))
                } else {
                    add(
                        .strangeFile(path + "/" + name, name), nil,
                        "'content/\(directory)/\(name)' does not belong there")
                }
            }
        }
        let unfinished = try names(layout.temporary).filter(StoreLayout.isTemporary).count
        if unfinished > 0 {
            report.findings.append(
                .init(.note, "\(unfinished) unfinished \(unfinished == 1 ? "file" : "files") in 'tmp'"))
        }
    }

    private func names(_ path: String) throws(ImageError) -> [String] {
        try FileStatus.of(path) == nil ? [] : try Directory.names(path).sortedUniqueBytes()
    }

    private mutating func add(_ problem: Problem, _ image: Image.ID?, _ text: String) {
        problems.append(problem)
        report.findings.append(.init(.problem, image: image, text))
    }
}

extension ImageQuery {
    /// All images, hidden ones as well.
    static var everything: ImageQuery {
        var query = ImageQuery()
        query.hidden = .both
        return query
    }
}

extension ImageDraft {
    /// A draft with an ID and nothing else.
    static func withID(_ id: String) -> ImageDraft {
        var draft = ImageDraft()
        draft.id = Image.ID(id)
        return draft
    }
}
