internal import BackendKit
internal import GRDB

/// Changes of records, each within the transaction of its caller.
extension Catalogue {
    /// The row stays, so that its ID is never used again; what it said is forgotten.
    static func markDeleted(_ key: Int64, in database: Database) throws {
        try database.execute(sql: "DELETE FROM property WHERE image = ?", arguments: [key])
        try database.execute(sql: "DELETE FROM tag WHERE image = ?", arguments: [key])
        try database.execute(
            sql: "UPDATE image SET status = 'deleted', name = NULL, owner = NULL WHERE key = ?", arguments: [key])
    }

    /// A record without data gets it.
    static func attach(_ data: StoredData, to key: Int64, at time: Int64, in database: Database) throws {
        try database.execute(
            sql: """
                UPDATE image SET status = 'active', size = ?, virtual_size = ?, checksum = ?, hash_algorithm = 'sha512',
                    hash_value = ?, updated_at = ? WHERE key = ?
                """,
            arguments: [data.size, data.virtualSize, data.md5, data.sha512, time, key])
    }

    static func setStatus(_ status: Image.Status, of key: Int64, in database: Database) throws {
        try database.execute(
            sql: "UPDATE image SET status = ?, updated_at = ? WHERE key = ?",
            arguments: [status.rawValue, ChangeTime.now(), key])
    }

    /// Makes the changes; the caller has checked them.
    static func apply(_ changes: ImageChanges, to key: Int64, in database: Database) throws {
        var assignments = ["updated_at = ?"]
        var arguments: StatementArguments = [ChangeTime.now()]
        func set(_ column: String, _ value: (any DatabaseValueConvertible)?) {
            guard let value else { return }
            assignments.append("\(column) = ?")
            arguments += [value]
        }
        set("name", changes.name)
        set("visibility", changes.visibility?.rawValue)
        set("protected", changes.isProtected)
        set("hidden", changes.isHidden)
        set("disk_format", changes.diskFormat?.rawValue)
        set("container_format", changes.containerFormat?.rawValue)
        set("min_disk", changes.minDisk)
        set("min_ram", changes.minRAM)
        set("owner", changes.owner)
        arguments += [key]
        try database.execute(
            sql: "UPDATE image SET \(assignments.joined(separator: ", ")) WHERE key = ?", arguments: arguments)
        for tag in changes.removedTags {
            try database.execute(sql: "DELETE FROM tag WHERE image = ? AND name = ?", arguments: [key, tag])
        }
        for tag in changes.addedTags { try addTag(tag, to: key, in: database) }
        for name in changes.removedProperties {
            try database.execute(sql: "DELETE FROM property WHERE image = ? AND name = ?", arguments: [key, name])
        }
        for property in changes.setProperties { try setProperty(property.name, property.value, of: key, in: database) }
    }
}
