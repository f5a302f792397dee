internal import BackendKit
internal import CommandKit
internal import Transfers

/// `image copy`
struct CopyImages: NamedCommand, EachImageCommand {
    static let name = CommandName("image copy")

    let sources = Rest(
        "image", of: ImageReference.self,
        help: "Names or IDs of images, of other backends as BACKEND//IMAGE; '*' and '?' in a name select several")
    let destination = Positional(
        "destination", of: String.self, completion: .backends,
        help: "BACKEND, BACKEND//NEWNAME, or //NEWNAME on the current backend")
    let name = Option<String>("--name", value: "name", help: "The name of the copy, the same as //NEWNAME")
    let options = ImageOptions()
    let removedProperty = RepeatedOption<String>(
        "--remove-property", value: "key", completion: .ownProperties,
        help: "Leave this property out; may be repeated")
    let store = RepeatedOption<String>(
        "--store", value: "store", completion: .stores,
        help: "The store that takes the data; may be repeated when the image stays where it is")
    let allStores = Flag("--all-stores", help: "Every store there is, when the image stays where it is")
    let force = Flag("--force", help: "Copy even if the destination holds the same data under that name")
    let limitRate = TransferRate.option
    let keepFailed = Flag("--keep-failed", help: "Leave the record behind when the copy fails")

    var signature: Signature {
        Signature(
            Self.name, "Copy images to another backend", sources, destination, name, options.diskFormat,
            options.containerFormat, options.minDisk, options.minRAM, options.protection, options.visibility,
            VisibilityName.option, options.property, removedProperty, options.tag, options.project,
            ProjectReference.domain, options.hiding, store, allStores, force, limitRate, keepFailed,
            discussion: [
                "The data goes from one backend into the other through memory that does not grow with it, without a "
                    + "file in between, and is hashed on the way. It counts as copied only when the hash is what the "
                    + "source has recorded and what the destination reports; otherwise, and after Ctrl-C, the new "
                    + "image is deleted again. Data that an upload would be refused for, such as a qcow2 image that "
                    + "is declared raw, is copied as it is, with a warning.",
                "The copy has the record of the original: name, tags, formats, min disk, min RAM, protected, hidden "
                    + "and the properties, but is private unless an option says otherwise. Left behind are properties "
                    + "that tell of the place: what the service writes (os_glance…, stores, direct_url, locations), "
                    + "what a snapshot tells of its server (instance_uuid, base_image_ref, image_location, "
                    + "image_state, owner_id, user_id, boot_roles and the like) and, with a word about it, what names "
                    + "other images, keys and certificates (kernel_id, ramdisk_id, cinder_encryption_key_id, "
                    + "img_signature…).",
                "An image whose data the destination holds under that name already is not copied again. '*' and '?' "
                    + "select by name among the images that 'image list' shows and that have data; a backslash "
                    + "before them takes them as they are. When one of several fails or is not there the others are "
                    + "copied all the same, and the status is the worst there was.",
                "With --store or --all-stores, and the image's own backend as destination ('//' is the current "
                    + "one), the service copies the data to more of its stores by itself.",
            ],
            output: .listing,
            columns: CopyReport.columns,
            changes: .always("copy images"),
            examples: [
                Example("image copy cirros local:backup", "Into another store of this machine"),
                Example(
                    "image copy cirros //cirros-test --property purpose=test", "On the same backend, by a new name"),
                Example("image copy 'deb*' cirros local:backup", "All whose names begin with 'deb', and one more"),
                Example("copy cirros local:backup -f value -c ID", "The ID of the copy, for a script"),
            ])
    }

    func check(_ call: Call) throws(UsageError) { _ = try VisibilityName.value(call, or: options.visibility) }

    func run(_ call: Call, in context: CommandContext) async throws {
        let target = try await CopyTarget(call[destination], at: call.spans(of: destination).first, in: context)
        let wish = try await wish(call, target, in: context)
        let batch = try await ImageBatch(selecting: call[sources], for: "copied", in: context)
        try checkName(wish, of: batch, call)
        var report = try CopyReport(call, to: target.place, console: context.console)
        for miss in batch.misses { try report.add(miss) }
        do {
            for source in batch.targets {
                try Task.checkCancellation()
                do {
                    let outcome = try await copy(
                        source.thing, at: source.span, to: target.place, wish, call, in: context)
                    switch outcome {
                    case .copied(let image), .present(let image):
                        context.remember(image.id, prefix: target.place.prefix)
                    }
                    try report.add(outcome, of: source.thing.image)
                } catch let located as LocatedError where batch.count > 1 {
                    try report.add(located.error, of: source.thing.image)
                }
            }
        } catch let stopped as CancellationError {
            try? report.finish(of: batch.count)
            throw stopped
        }
        try report.finish(of: batch.count)
    }
}

extension CopyImages {
    private func copy(
        _ source: LocatedImage, at span: SourceSpan?, to place: CopyPlace, _ wish: CopyWish, _ call: Call,
        in context: CommandContext
    ) async throws -> ImageCopy.Outcome {
        let origin = CopyPlace(source.place, home: context.home)
        let isBetweenStores = isBetweenStores(origin, place, wish, call)
        if !isBetweenStores, call[allStores] || call[store].count > 1 {
            throw UsageError(
                "one store takes the data of a new image; the service copies it to others afterwards",
                at: call.spans(of: allStores).first ?? call.spans(of: store).last,
                hint: "image copy IMAGE \(Quoting.word(place.name)) --store STORE")
        }
        if isBetweenStores, wish.limit != nil {
            throw UsageError(
                "the service copies between its stores by itself, at its own rate; nothing was copied",
                at: call.spans(of: limitRate).last)
        }
        return try await context.located(at: span ?? call.spans(of: sources).first) {
            guard isBetweenStores else {
                return try await ImageCopy(
                    source: origin, destination: place, wish: wish, console: context.console,
                    journal: TransferJournal(context.session.environment)
                ).copy(source.image)
            }
            return try await StoreCopy(stores: call[allStores] ? nil : call[store], console: context.console)
                .copy(source.image, on: place)
        }
    }

    /// Whether the image stays what it is, and its service brings the data into other stores.
    func isBetweenStores(_ origin: CopyPlace, _ place: CopyPlace, _ wish: CopyWish, _ call: Call) -> Bool {
        origin.isSame(as: place) && wish.name == nil && (call.has(store) || call[allStores])
    }

    /// Checks that several copies are not to have one name.
    func checkName(_ wish: CopyWish, of batch: ImageBatch, _ call: Call) throws(UsageError) {
        guard batch.count > 1, let common = wish.name else { return }
        throw UsageError(
            "\(batch.count) images cannot all be called '\(common)'; nothing was copied",
            at: call.spans(of: name).last ?? call.spans(of: destination).first)
    }

    func wish(
        _ call: Call, _ target: CopyTarget, in context: CommandContext
    ) async throws -> CopyWish {
        var wish = CopyWish()
        wish.name = target.newName ?? call[name]
        if let other = call[name], let first = target.newName, !first.hasSameBytes(as: other) {
            throw UsageError("--name \(other) cannot stand beside //\(first)", at: call.spans(of: name).last)
        }
        wish.visibility = try VisibilityName.value(call, or: options.visibility) ?? .private
        wish.isProtected = call[options.protection]
        wish.isHidden = call[options.hiding]
        wish.diskFormat = call[options.diskFormat]
        wish.containerFormat = call[options.containerFormat]
        wish.minDisk = call[options.minDisk]
        wish.minRAM = call[options.minRAM]
        wish.owner = try await call[options.project]?
            .id(on: target.place.backend, domain: call[ProjectReference.domain], in: context)
        wish.tags = call[options.tag]
        for assignment in call[options.property] { wish.properties[assignment.key] = assignment.value }
        wish.removedProperties = call[removedProperty]
        wish.store = call[store].first
        wish.limit = call[limitRate]?.limit
        wish.copiesAnyway = call[force]
        wish.keepsFailed = call[keepFailed]
        return wish
    }
}
