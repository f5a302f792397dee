internal import BackendKit
internal import CommandKit

/// `image set`
struct SetImage: NamedCommand {
    static let name = CommandName("image set", or: "image-update")

    let image = Positional("image", of: ImageReference.self, help: "Name or ID of the image")
    let name = Option<String>("--name", value: "name", help: "The new name")
    let options = ImageOptions()
    let removedProperty = RepeatedOption<String>(
        "--remove-property", value: "key", completion: .ownProperties,
        help: "Remove a property, as the glance client says it; may be repeated")
    let project = Option<ProjectReference>(
        "--project", "--owner", value: "project", help: "The project that shall own the image, or that accepts it")
    let activation = Choice<Bool>(
        "activation",
        [("--deactivate", false, "Withdraw the data from use"), ("--activate", true, "Give it back")])
    let membership = Choice<Member.Status>(
        "membership",
        [
            ("--accept", .accepted, "Accept an image that is shared with your project"),
            ("--reject", .rejected, "Reject it: it is left out of your lists"),
            ("--pending", .pending, "Neither accept nor reject it"),
        ])
    /// Options of the openstack client that are properties by another name.
    let shortcuts: [(option: Option<String>, property: String)] = [
        Self.shortcut("--architecture", "architecture"), Self.shortcut("--instance-id", "instance_uuid"),
        Self.shortcut("--kernel-id", "kernel_id"), Self.shortcut("--os-distro", "os_distro"),
        Self.shortcut("--os-version", "os_version"), Self.shortcut("--ramdisk-id", "ramdisk_id"),
    ]

    private static func shortcut(_ spelling: String, _ property: String) -> (option: Option<String>, property: String) {
        let option = Option<String>(
            spelling, value: String(spelling.dropFirst(2)), completion: .values(ofProperty: property),
            help: "Set the property '\(property)'")
        return (option, property)
    }

    var signature: Signature {
        Signature(
            Self.name, "Change an image", image, name, options.minDisk, options.minRAM, options.containerFormat,
            options.diskFormat, options.protection, options.visibility, VisibilityName.option, options.property,
            options.checkProperties,
            removedProperty, options.tag,
            shortcuts[0].option, shortcuts[1].option, shortcuts[2].option, shortcuts[3].option, shortcuts[4].option,
            shortcuts[5].option, activation, membership, project, ProjectReference.domain, options.hiding,
            discussion: [
                "All of the changes to the record are made, or none. What --accept, --reject and --pending and then "
                    + "--deactivate and --activate do are steps of their own after that. Beside --accept, --reject or "
                    + "--pending, --project is the project that says so, and not a new owner."
            ],
            capabilities: [AnyCapability(.editing)],
            changes: .always("change an image"),
            examples: [
                Example("image set cirros --property os_distro=cirros --tag test", "Add a property and a tag"),
                Example("set cirros --name cirros-0.6 --protected", "Rename, and protect from deletion"),
                Example("image set cirros --deactivate", "Withdraw the data from use"),
            ])
    }

    func check(_ call: Call) throws(UsageError) { _ = try VisibilityName.value(call, or: options.visibility) }

    func run(_ call: Call, in context: CommandContext) async throws {
        var changes = try changes(call)
        let target = try await context.locate(call[image])
        try await PropertyCheck(call, options).run(on: target.backend, console: context.console)
        if call[membership] == nil {
            changes.owner = try await call[project]?
                .id(on: target.backend, domain: call[ProjectReference.domain], in: context)
        }
        let steps = self.steps(call, on: target, in: context)
        var done = !changes.isEmpty
        if !changes.isEmpty { _ = try await target.require(.editing).updateImage(target.id, changes) }
        for step in steps {
            do {
                try await step()
            } catch {
                throw done ? error.adding("the changes before were made") : error
            }
            done = true
        }
        if !done { try context.console.notice("nothing to change: no option says what") }
        // The glance client shows what has become of it.
        if context.console.surroundings.tableLook == .glance {
            let after = try await target.backend.image(target.id)
            try context.console.write(ImageRecord.record(of: after, for: context.console), as: call.output)
        }
    }

    /// What changes no field of the record, in its order.
    private func steps(
        _ call: Call, on target: LocatedImage, in context: CommandContext
    ) -> [@Sendable () async throws -> Void] {
        var steps: [@Sendable () async throws -> Void] = []
        if let status = call[membership] {
            let membership = Membership(
                status: status, project: call[project], domain: call[ProjectReference.domain])
            steps.append { try await membership.set(for: target, in: context) }
        }
        switch call[activation] {
        case true?: steps.append { try await target.require(.activating).reactivateImage(target.id) }
        case false?: steps.append { try await target.require(.activating).deactivateImage(target.id) }
        case nil: break
        }
        return steps
    }

    private func changes(_ call: Call) throws -> ImageChanges {
        var changes = ImageChanges()
        changes.name = call[name]
        changes.visibility = try VisibilityName.value(call, or: options.visibility)
        changes.isProtected = call[options.protection]
        changes.isHidden = call[options.hiding]
        changes.diskFormat = call[options.diskFormat]
        changes.containerFormat = call[options.containerFormat]
        changes.minDisk = call[options.minDisk]
        changes.minRAM = call[options.minRAM]
        changes.addedTags = call[options.tag]
        for assignment in call[options.property] { changes.setProperties[assignment.key] = assignment.value }
        changes.removedProperties = call[removedProperty]
        for shortcut in shortcuts {
            if let value = call[shortcut.option] { changes.setProperties[shortcut.property] = value }
        }
        return changes
    }
}
