internal import BackendKit
internal import CommandKit

/// `image import`
struct ImportImage: NamedCommand, RehearsingCommand {
    static let name = CommandName("image import", or: "image-import")

    let image = Positional("image", of: ImageReference.self, help: "Name or ID of the image")
    let options = ImportOptions()
    let wait = Flag("--wait", help: "Wait until the import has ended; its end is the command's status")

    var signature: Signature {
        Signature(
            Self.name, "Let a service fetch or take over an image's data", image, options.method, options.uri,
            options.remoteImage, options.remoteRegion, options.remoteInterface, options.store, options.stores,
            options.allStores, options.failure, wait,
            discussion: [
                "glance-direct takes what 'image stage' has sent; web-download fetches an address; glance-download "
                    + "fetches an image of another region; copy-image copies the data of an image to more stores.",
                "Without --wait the command ends when the service has taken the order, which says nothing about how it "
                    + "ends. The service goes on when imgsh leaves, by Ctrl-C for instance.",
            ],
            capabilities: [AnyCapability(.importing)],
            output: .record,
            columns: ImageRecord.fields,
            changes: .always("import data"),
            examples: [
                Example(
                    "image import later --method web-download --uri http://mirror.example/debian.img --wait",
                    "The service fetches the data itself"),
                Example("image import cirros --method copy-image --all-stores --wait", "A copy in every store"),
            ])
    }

    func check(_ call: Call) throws(UsageError) { _ = try options.request(call) }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (target, importing, request) = try await order(call, in: context)
        try await context.located(at: call[image].span) { try await importing.importImage(target.id, request) }
        let after =
            call[wait]
            ? try await ImportWatch(importing: importing, console: context.console, word: target.word)
                .finish(target.image)
            : try await target.backend.image(target.id)
        try context.console.write(ImageRecord.record(of: after, for: context.console), as: call.output)
    }

    func rehearse(_ call: Call, in context: CommandContext) async throws -> ExitStatus {
        _ = try await order(call, in: context)
        return .done
    }

    /// What the service is to do, which was found to fit the image.
    private func order(
        _ call: Call, in context: CommandContext
    ) async throws -> (target: LocatedImage, importing: any ImageImporting, request: ImportRequest) {
        let request = try options.request(call)
        let importing = try await context.open(call[image]).1.backend.require(.importing)
        try await options.check(request.method, call, against: importing)
        let target = try await context.locate(call[image])
        try Self.check(target, fits: request.method)
        return (target, importing, request)
    }

    /// What the openstack client checks before it asks the service.
    private static func check(_ target: LocatedImage, fits method: ImportRequest.Method) throws {
        let (image, word) = (target.image, target.word)
        guard image.diskFormat != nil, image.containerFormat != nil else {
            throw ImageError(
                .conflict, "image '\(image.label)' cannot be imported before its formats are set",
                hint: "image set \(word) --disk-format qcow2 --container-format bare")
        }
        let needed: [ImportRequest.Method: (status: Image.Status, hint: String?)] = [
            .glanceDirect: (.uploading, image.status == .queued ? "image stage \(word) --file FILE" : nil),
            .webDownload: (.queued, nil), .glanceDownload: (.queued, nil), .copyImage: (.active, nil),
        ]
        guard let (status, hint) = needed[method], status != image.status else { return }
        throw ImageError(
            .conflict, "\(method) needs an image with status '\(status)'; '\(image.label)' is '\(image.status)'",
            hint: hint)
    }
}
