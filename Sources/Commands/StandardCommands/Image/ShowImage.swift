internal import BackendKit
internal import CommandKit

/// `image show`
struct ShowImage: NamedCommand {
    static let name = CommandName("image show", or: "image-show")

    let image = Positional("image", of: ImageReference.self, help: "Name or ID of the image")
    let humanReadable = Flag("--human-readable", help: "Sizes with units")

    var signature: Signature {
        Signature(
            Self.name, "Show everything about one image", image, humanReadable,
            discussion: [
                "An image is named by its full ID, its exact name, or the first characters (at least four) of its ID. "
                    + "Where several images have one name, NAME@newest is the newest of them. BACKEND//NAME "
                    + "is an image of another backend (help backends)."
            ],
            output: .record,
            columns: ImageRecord.fields,
            changes: .nothing,
            examples: [
                Example("image show cirros", "All the fields of the image 'cirros'"),
                Example("show cirros -f value -c os_hash_value -c size", "Single fields, one a line"),
                Example("image show cirros@newest -f json", "The newest of several images of that name"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let found = try await context.locate(call[image]).image
        try context.console.write(
            ImageRecord.record(of: found, for: context.console, humanReadable: call[humanReadable]), as: call.output)
        // A program knows what it asked for; a person should not take what is missing for empty.
        if call.output.format == .table, !found.untold.isEmpty {
            let names = found.untold.map(\.rawValue).sorted().joined(separator: ", ")
            try context.console.notice("not said by this backend: \(names)")
        }
    }
}
