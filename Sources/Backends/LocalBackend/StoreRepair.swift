internal import BackendKit
internal import FileIO
internal import GRDB
internal import ImageHashing

/// Sets aside what is wrong in a store. Nothing of the user's is deleted: data moves to `trash`, records stay.
struct StoreRepair {
    let layout: StoreLayout
    let inspect: LocalBackend.DataInspector

    /// Acts on what a check found.
    func repair(_ checker: StoreChecker, in catalogue: Catalogue) throws -> [StoreReport.Finding] {
        var done: [StoreReport.Finding] = []
        let backup = try backUp(catalogue)
        StopPoint.pass(.repairBackedUp)
        done.append(.init(.note, "a copy of the catalogue is '\(backup)'"))
        for problem in checker.problems {
            switch problem {
            case .missingData(let id):
                try mark(id, in: catalogue)
                done.append(.init(.repaired, image: id, "marked 'damaged'; its record was kept"))
            case .damagedData(let id, let path):
                let moved = try moveToTrash(path, id.rawValue)
                StopPoint.pass(.repairMovedData)
                try mark(id, in: catalogue)
                done.append(.init(.repaired, image: id, "marked 'damaged'; its data moved to '\(moved)'"))
            case .strangeFile(let path, let name):
                done.append(.init(.repaired, "moved to '\(try moveToTrash(path, name))'"))
            case .catalogue:
                // `StoreSalvage` has seen to it before.
                break
            }
        }
        return done + (try adopt(checker.orphans, in: catalogue))
    }

    /// Data without a record becomes images again, unless its record was deleted.
    func adopt(_ orphans: [Image.ID], in catalogue: Catalogue) throws -> [StoreReport.Finding] {
        try orphans.compactMap { try adopt($0, in: catalogue) }
    }

    private func backUp(_ catalogue: Catalogue) throws -> String {
        let path = "\(layout.trash)/catalogue.db.\(ChangeTime.now())"
        try OpenFile.creating(path, mode: 0o600).close()
        let copy = try DatabaseQueue(path: path)
        try catalogue.queue.backup(to: copy)
        try copy.close()
        let file = try OpenFile.reading(path)
        try file.sync()
        try file.close()
        try Directory.sync(layout.trash)
        return path
    }

    private func mark(_ id: Image.ID, in catalogue: Catalogue) throws {
        try catalogue.queue.write { database in
            if let key = try Catalogue.image(id, in: database)?.key {
                try Catalogue.setStatus(.damaged, of: key, in: database)
            }
        }
        StopPoint.pass(.repairMarked)
    }

    private func moveToTrash(_ path: String, _ name: String) throws -> String {
        let target = "\(layout.trash)/\(name).\(ChangeTime.now())"
        try Directory.rename(path, to: target, replacing: false)
        try Directory.sync(Directory.parent(of: path))
        try Directory.sync(layout.trash)
        return target
    }

    private func adopt(_ id: Image.ID, in catalogue: Catalogue) throws -> StoreReport.Finding? {
        let path = layout.data(of: id)
        let status = try catalogue.queue.read { database in
            try String.fetchOne(database, sql: "SELECT status FROM image WHERE id = ?", arguments: [id.rawValue])
        }
        if status == CatalogueSchema.deleted {
            try layout.flushCatalogue()
            try Directory.remove(path)
            return .init(.removed, image: id, "data of an image that was deleted")
        }
        if status != nil { return nil }
        let file = try OpenFile.reading(path, followsLink: false)
        let hasher = ParallelHasher(["md5", "sha512"])
        var size: Int64 = 0
        while case let chunk = try file.read(1 << 20, at: size), !chunk.isEmpty {
            hasher.update(chunk)
            size += Int64(chunk.count)
        }
        let hashes = hasher.values()
        let findings = inspect(file.descriptor)
        var draft = ImageDraft(name: "recovered-\(id)")
        draft.id = id
        draft.diskFormat = findings.diskFormat ?? .raw
        draft.containerFormat = .bare
        let checked = try CheckedDraft(draft)
        let data = StoredData(
            path: path, lock: nil, size: size, virtualSize: findings.virtualSize, md5: hashes[0].value,
            sha512: hashes[1].value)
        try catalogue.queue.write { try Catalogue.insert(checked, data: data, at: ChangeTime.now(), in: $0) }
        StopPoint.pass(.repairAdopted)
        return .init(.repaired, image: id, "data without a record is now the image 'recovered-\(id)'")
    }
}
