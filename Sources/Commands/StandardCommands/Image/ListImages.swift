internal import BackendKit
internal import CommandKit

/// `image list`
struct ListImages: Command {
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
        "--property", value: "key=value", help: "Only images with this property; may be repeated")
    let name = Option<String>("--name", value: "name", completion: .images, help: "Only images of exactly this name")
    let status = Option<Image.Status>("--status", value: "status", help: "Only images with this status")
    let project = Option<String>("--project", value: "project", help: "Only images this project owns")
    let tag = RepeatedOption<String>(
        "--tag", value: "tag", completion: .tags, help: "Only images with this tag; may be repeated")
    let hidden = Flag("--hidden", help: "Only hidden images")
    let long = Flag("--long", help: "All the columns")
    let sort = Option<SortOrder>(
        "--sort", value: "key[:direction],…", default: "name:asc",
        help: "Sort by these fields: name, status, size, id, disk_format, container_format, created_at, updated_at")
    let limit = Option<Int64>("--limit", value: "number", help: "At most so many images")
    let maxItems = Option<Int64>("--max-items", value: "number", help: "The same as --limit")
    let marker = Option<ImageReference>("--marker", value: "image", help: "Begin after this image")

    var signature: Signature {
        Signature(
            "image list", "List images", visibility, property, name, status, project, tag, hidden, long, sort, limit,
            maxItems, marker,
            secondNames: ["image-list"],
            output: .listing,
            columns: ImageRecord.columns,
            examples: [
                Example("image list --long", "Everything about every image, as a table"),
                Example("image list --tag ubuntu --status active -f json", "Images with a tag, for a program"),
                Example("list --sort created_at:desc --limit 5", "The five newest"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let backend = try await context.backend
        let shown = call[long] ? ImageRecord.columns : ImageRecord.shortColumns
        var listing = try context.console.listing(ImageRecord.columns, shown: shown, as: call.output)
        for try await page in backend.images(matching: try await query(call, in: context)) {
            for image in page { try listing.add(ImageRecord.row(of: image)) }
        }
        try listing.finish()
    }

    private func query(_ call: Call, in context: CommandContext) async throws -> ImageQuery {
        var query = ImageQuery()
        query.name = call[name]
        query.status = call[status]
        query.visibility = call[visibility]
        query.owner = call[project]
        query.tags = call[tag]
        query.hidden = call[hidden] ? .hidden : .shown
        query.sort = call[sort]?.keys ?? [SortKey(.name, .ascending)]
        query.limit = [call[limit], call[maxItems]].compactMap { $0 }.min().map { Int(clamping: $0) }
        for assignment in call[property] { query.properties[assignment.key] = assignment.value }
        if let reference = call[marker] { query.marker = try await context.resolve(reference).id }
        return query
    }
}
