internal import BackendKit
internal import CommandKit

/// `image list`
struct ListImages: NamedCommand {
    static let name = CommandName("image list", or: "image-list")

    /// The last one is the glance client's.
    private static let columns = ImageRecord.columns + ["Stores"]

    let visibility = Choice<Visibility>(
        "visibility",
        [
            ("--public", .public, "Only public images"),
            ("--private", .private, "Only private images"),
            ("--community", .community, "Only community images"),
            ("--shared", .shared, "Only shared images"),
            ("--all", Visibility(rawValue: "all"), "Images of every visibility"),
        ])
    let property = RepeatedOption<Assignment>(
        "--property", "--property-filter", value: "key=value", help: "Only images with this property; may be repeated")
    let name = Option<String>(
        "--name", value: "name", completion: .imageNames, help: "Only images of exactly this name")
    let status = Option<Image.Status>("--status", value: "status", help: "Only images with this status")
    let memberStatus = Option<MemberStatusFilter>(
        "--member-status", value: "member-status",
        help: "Of images shared with your project, those it has accepted, rejected, left pending, or all")
    let project = Option<ProjectReference>(
        "--project", "--owner", value: "project", help: "Only images this project owns, by its name or ID")
    let tag = RepeatedOption<String>(
        "--tag", value: "tag", completion: .tags, help: "Only images with this tag; may be repeated")
    let checksum = Option<String>("--checksum", value: "md5", help: "Only images whose data has this MD5")
    let hash = Option<String>("--hash", value: "hexadecimal", help: "Only images whose data has this hash")
    let server = Option<ServerReference>(
        "--server", value: "server", help: "Only images that were made of this server, by its name or ID")
    let type = Option<String>(
        "--type", value: "type", completion: .words([("snapshot", ""), ("backup", "")]),
        help: "Only images whose property 'image_type' is this: snapshot or backup")
    let changesSince = Option<Moment>(
        "--changes-since", value: "time", help: "Only images that changed at this time or later")
    let minDisk = Option<Int64>(
        "--min-disk", value: "disk-gb", help: "Only images that need a disk of at least so many GiB")
    let minRAM = Option<Int64>(
        "--min-ram", value: "ram-mb", help: "Only images that need a memory of at least so many MiB")
    let hidden = Flag("--hidden", help: "Only hidden images")
    let includeStores = Flag("--include-stores", help: "With the stores the data is in")
    let long = Flag("--long", help: "All the columns")
    let sort = Option<SortOrder>(
        "--sort", value: "key[:direction],…", default: "name:asc",
        help: "Sort by these fields: name, status, size, id, disk_format, container_format, created_at, updated_at")
    let limit = Option<Int64>("--limit", value: "number", help: "At most so many images; 0 is all")
    let maxItems = Option<Int64>("--max-items", value: "number", help: "The same as --limit")
    let pageSize = Option<Int64>("--page-size", value: "number", help: "Images in each answer of the service")
    let marker = Option<ImageReference>("--marker", value: "image", help: "Begin after this image")

    var signature: Signature {
        Signature(
            Self.name, "List images", visibility, VisibilityName.option, property, name, status, memberStatus,
            project,
            ProjectReference.domain, tag, checksum, hash, server, type, changesSince, minDisk, minRAM, hidden, long,
            includeStores, sort, limit, maxItems, pageSize,
            marker,
            output: .listing,
            columns: Self.columns,
            changes: .nothing,
            examples: [
                Example("image list --long", "Everything about every image, as a table"),
                Example("image list --tag ubuntu --status active -f json", "Images with a tag, for a program"),
                Example("list --sort created_at:desc --limit 5", "The five newest"),
                Example("image list --type snapshot --changes-since 2026-01-31", "Images of servers, made since then"),
            ])
    }

    func check(_ call: Call) throws(UsageError) { _ = try VisibilityName.value(call, or: visibility) }

    func run(_ call: Call, in context: CommandContext) async throws {
        let backend = try await context.backend
        var shown = call[long] ? ImageRecord.columns : ImageRecord.shortColumns(for: context.console)
        if call[includeStores] { shown.append("Stores") }
        var listing = try context.console.listing(Self.columns, shown: shown, as: call.output)
        var isEmpty = true
        // Whoever lists wants the whole list; the service makes the next page while this one is printed.
        for try await page in backend.images(matching: try await query(call, on: backend, in: context)).readingAhead() {
            for image in page {
                isEmpty = false
                try listing.add(ImageRecord.row(of: image) + [.text(image.properties["stores"])])
            }
            // What is there is seen while the rest is on its way.
            try context.console.output.flush()
        }
        try listing.finish()
        if isEmpty { try tellWhy(call, on: context.console) }
    }

    /// What a list may be empty for.
    private func tellWhy(_ call: Call, on console: Console) throws {
        try call[status]?.doubt(on: console)
        guard let name = call[name], name.contains(where: { $0 == "*" || $0 == "?" }) else { return }
        try console.notice(
            "--name takes a whole name here, and no image is called '\(name)'; save and copy take patterns")
    }

    private func query(
        _ call: Call, on backend: any ImageBackend, in context: CommandContext
    ) async throws -> ImageQuery {
        var query = ImageQuery()
        query.name = call[name]
        query.status = call[status]
        query.visibility = try VisibilityName.value(call, or: visibility)
        query.memberStatus = call[memberStatus]?.status
        query.owner = try await call[project]?
            .id(on: backend, domain: call[ProjectReference.domain], in: context)
        query.checksum = call[checksum]
        query.hashValue = call[hash]
        query.pageSize = call[pageSize].map { Int(clamping: $0) }
        query.tags = call[tag]
        query.hidden = call[hidden] ? .hidden : .shown
        query.sort = call[sort]?.keys ?? [SortKey(.name, .ascending)]
        query.limit = [call[limit], call[maxItems]].compactMap { $0 }.filter { $0 > 0 }.min().map { Int(clamping: $0) }
        for assignment in call[property] { query.properties[assignment.key] = assignment.value }
        if let reference = call[server] {
            query.properties["instance_uuid"] = try await reference.id(in: context)
        }
        // Nova calls a property a type, and has a parameter for it; it is the same on every backend.
        if let type = call[type] { query.properties["image_type"] = type }
        query.changedSince = call[changesSince]?.timestamp
        query.minDisk = call[minDisk]
        query.minRAM = call[minRAM]
        if let reference = call[marker] { query.marker = try await markerID(reference, in: context) }
        return query
    }

    /// A list is of one backend, and so is the image it begins after.
    private func markerID(_ reference: ImageReference, in context: CommandContext) async throws -> Image.ID {
        let target = try await context.locate(reference)
        guard target.place.choice == context.home else {
            throw UsageError(
                "the list is of '\(context.home.name)', and --marker names an image of '\(target.place.name)'",
                at: reference.span)
        }
        return target.id
    }
}
