internal import BackendKit
internal import CommandKit

/// The options that `image create` and `image set` share.
struct ImageOptions: Sendable {
    let containerFormat = Option<ContainerFormat>(
        "--container-format", value: "container-format", help: "The envelope around the data")
    let diskFormat = Option<DiskFormat>("--disk-format", value: "disk-format", help: "The format of the data")
    let minDisk = Option<Int64>("--min-disk", value: "disk-gb", help: "The disk a server needs, in GiB")
    let minRAM = Option<Int64>("--min-ram", value: "ram-mb", help: "The memory a server needs, in MiB")
    let protection = Choice<Bool>(
        "protection",
        [("--protected", true, "Refuse deletion"), ("--unprotected", false, "Allow deletion")])
    let visibility = Choice<Visibility>(
        "visibility",
        [
            ("--public", .public, "Everybody sees the image"),
            ("--private", .private, "Only its project sees the image"),
            ("--community", .community, "Everybody may use the image, nobody sees it listed"),
            ("--shared", .shared, "Its project and members see the image"),
        ])
    let property = RepeatedOption<Assignment>(
        "--property", value: "key=value", help: "Set a property; may be repeated")
    let checkProperties = Flag(
        "--check-properties", help: "Refuse properties that the definitions do not know, or not with that value")
    let tag = RepeatedOption<String>("--tag", value: "tag", completion: .tags, help: "Add a tag; may be repeated")
    let project = Option<ProjectReference>(
        "--project", "--owner", value: "project", help: "The project that owns the image, by its name or ID")
    let hiding = Choice<Bool>(
        "hiding", [("--hidden", true, "Leave it out of lists"), ("--unhidden", false, "Show it in lists")])
}
