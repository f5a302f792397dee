internal import BackendKit
internal import CommandKit

/// `image delete`
struct DeleteImage: NamedCommand, EachImageCommand {
    static let name = CommandName("image delete", or: "image-delete")

    let images = Rest("image", of: ImageReference.self, help: "Names or IDs of the images")
    let store = Option<String>(
        "--store", value: "store", completion: .stores, help: "Only the copy of the data in this store")
    let yes = Flag("--yes", "-y", help: "Do not ask")

    var signature: Signature {
        Signature(
            Self.name, "Delete images and their data", images, store, yes,
            discussion: [
                "At a terminal the images are named and a question is asked. One that is not there or cannot be deleted "
                    + "is told of, and the others are deleted all the same; the status is the worst there was. A refused "
                    + "login, a service that cannot be reached and Ctrl-C end it, and it is said which ones were not "
                    + "tried. All are looked up before the first is deleted.",
                "With --store the images stay, and so do the copies of their data in other stores; the last copy cannot "
                    + "be deleted this way.",
            ],
            changes: .always("delete images"),
            examples: [
                Example("image delete cirros", "Delete one image"),
                Example("delete --yes cirros debian", "Delete two without being asked"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let deletion = Deletion(store: call[store], asks: !call[yes])
        try await deletion.run(call[images], in: context)
    }
}
