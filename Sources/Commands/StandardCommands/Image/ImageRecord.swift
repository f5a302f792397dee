internal import BackendKit
internal import CommandKit

/// An image in the shapes of the `openstack` client: the fields of `image show`, the columns of `image list`.
enum ImageRecord {
    /// The fields that `show`, `create` and the like print, by name. A field without a value is left out.
    static let fields = [
        "checksum", "container_format", "created_at", "disk_format", "file", "id", "min_disk", "min_ram", "name",
        "owner", "properties", "protected", "schema", "size", "status", "tags", "updated_at", "virtual_size",
        "visibility",
    ]

    static let columns = [
        "ID", "Name", "Disk Format", "Container Format", "Size", "Checksum", "Status", "Visibility", "Protected",
        "Project", "Hash Algorithm", "Hash Value", "Tags",
    ]

    /// The columns of a plain `image list`.
    static let shortColumns = ["ID", "Name", "Status"]

    /// The columns of a plain list, which the glance client has fewer of.
    static func shortColumns(for console: Console) -> [String] {
        console.surroundings.tableLook == .glance ? ["ID", "Name"] : shortColumns
    }

    /// - Parameter humanReadable: sizes with units, such as `262.1K`.
    static func record(of image: Image, for console: Console, humanReadable: Bool = false) -> Record {
        console.surroundings.tableLook == .glance
            ? asInGlance(image, humanReadable) : record(of: image, humanReadable: humanReadable)
    }

    private static func asInGlance(_ image: Image, _ humanReadable: Bool) -> Record {
        let base = record(of: image, humanReadable: humanReadable).fields.filter {
            !["file", "schema", "properties"].contains($0.name)
        }
        var fields = base + image.properties.map { .init($0.name, .text($0.value)) }
        fields.append(.init("os_hidden", .flag(image.isHidden)))
        fields.append(.init("os_hash_algo", .text(image.hash?.algorithm)))
        fields.append(.init("os_hash_value", .text(image.hash?.value)))
        if humanReadable, let place = fields.firstIndex(where: { $0.name == "size" }) {
            fields[place] = .init("size", .text(shortSize(image.size ?? 0, glanceUnits, of: 1024)))
        }
        if let place = fields.firstIndex(where: { $0.name == "virtual_size" && $0.value == .null }) {
            fields[place] = .init("virtual_size", .text("Not available"))
        }
        return Record(fields.sorted { $0.name.precedesInBytes($1.name) })
    }

    private static func record(of image: Image, humanReadable: Bool) -> Record {
        let size =
            image.size.map { humanReadable ? OutputValue.text(shortSize($0, openstackUnits, of: 1000)) : .number($0) }
            ?? .null
        let values: [OutputValue] = [
            .text(image.checksum), .text(image.containerFormat?.rawValue), .text(image.createdAt?.text),
            .text(image.diskFormat?.rawValue), .text(image.file), .text(image.id.rawValue), .number(image.minDisk),
            .number(image.minRAM), .text(image.name), .text(image.owner), properties(of: image),
            .flag(image.isProtected), .text(image.schema), size, .text(image.status.rawValue),
            tags(of: image), .text(image.updatedAt?.text), .number(image.virtualSize),
            .text(image.visibility?.rawValue),
        ]
        return Record(zip(fields, values).map { OutputValue.Entry($0, $1) }, hidesEmpty: true)
    }

    /// One value for each of ``columns``.
    static func row(of image: Image) -> [OutputValue] {
        [
            .text(image.id.rawValue), .text(image.name), .text(image.diskFormat?.rawValue),
            .text(image.containerFormat?.rawValue), .number(image.size), .text(image.checksum),
            .text(image.status.rawValue), .text(image.visibility?.rawValue), .flag(image.isProtected),
            .text(image.owner), .text(image.hash?.algorithm), .text(image.hash?.value),
            tags(of: image),
        ]
    }

    private static func tags(of image: Image) -> OutputValue {
        image.untold.contains(.tags) ? .null : .list(image.tags.map { .text($0) })
    }

    /// The `openstack` client counts these three among the properties.
    private static func properties(of image: Image) -> OutputValue {
        var entries: [OutputValue.Entry] = []
        if let isHidden = image.isHidden { entries.append(.init("os_hidden", .flag(isHidden))) }
        entries.append(.init("os_hash_algo", .text(image.hash?.algorithm)))
        entries.append(.init("os_hash_value", .text(image.hash?.value)))
        entries += image.properties.map { .init($0.name, .text($0.value)) }
        return .map(entries.filter { $0.value != .null })
    }

    private static let openstackUnits = ["", "K", "M", "G", "T", "P", "E"]
    private static let glanceUnits = ["B", "kB", "MB", "GB", "TB", "PB", "EB"]

    /// What both clients make of a size: one digit behind the point, as Python's `.1f` rounds, and none where it is 0.
    private static func shortSize(_ bytes: Int64, _ units: [String], of base: Double) -> String {
        var value = Double(bytes)
        var units = units[...]
        while value >= base, units.count > 1 {
            value /= base
            units = units.dropFirst()
        }
        let product = value * 10
        var tenths = product.rounded(.toNearestOrEven)
        // A product may be rounded onto a half; what was lost says on which side of it the value is.
        let lost = (-product).addingProduct(value, 10)
        if product - product.rounded(.down) == 0.5, lost != 0 { tenths = product.rounded(lost < 0 ? .down : .up) }
        let (whole, tenth) = Int64(tenths).quotientAndRemainder(dividingBy: 10)
        return "\(whole)\(tenth == 0 ? "" : ".\(tenth)")\(units.first ?? "")"
    }
}
