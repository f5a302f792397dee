internal import BackendKit
internal import CommandKit

/// `image set`
struct SetImage: Command {
    let image = Positional("image", of: ImageReference.self, help: "Name or ID of the image")
    let name = Option<String>("--name", value: "name", help: "The new name")
    let options = ImageOptions()
    let activation = Choice<Bool>(
        "activation",
        [("--deactivate", false, "Withdraw the data from use"), ("--activate", true, "Give it back")])
    /// Options of the openstack client that are properties by another name.
    let shortcuts: [(option: Option<String>, property: String)] = [
        (Option("--architecture", value: "architecture", help: "Set the property 'architecture'"), "architecture"),
        (Option("--instance-id", value: "instance-id", help: "Set the property 'instance_uuid'"), "instance_uuid"),
        (Option("--kernel-id", value: "kernel-id", help: "Set the property 'kernel_id'"), "kernel_id"),
        (Option("--os-distro", value: "os-distro", help: "Set the property 'os_distro'"), "os_distro"),
        (Option("--os-version", value: "os-version", help: "Set the property 'os_version'"), "os_version"),
        (Option("--ramdisk-id", value: "ramdisk-id", help: "Set the property 'ramdisk_id'"), "ramdisk_id"),
    ]

    var signature: Signature {
        Signature(
            "image set", "Change an image", image, name, options.minDisk, options.minRAM, options.containerFormat,
            options.diskFormat, options.protection, options.visibility, options.property, options.tag,
            shortcuts[0].option, shortcuts[1].option, shortcuts[2].option, shortcuts[3].option, shortcuts[4].option,
            shortcuts[5].option, activation, options.project, options.hiding,
            secondNames: ["image-update"],
            discussion: [
                "All of the changes are made, or none; only --deactivate and --activate are a step of their own."
            ],
            capabilities: [AnyCapability(.editing)],
            examples: [
                Example("image set cirros --property os_distro=cirros --tag test", "Add a property and a tag"),
                Example("set cirros --name cirros-0.6 --protected", "Rename, and protect from deletion"),
                Example("image set cirros --deactivate", "Withdraw the data from use"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let target = try await context.resolve(call[image])
        let changes = changes(call)
        if !changes.isEmpty { _ = try await context.require(.editing).updateImage(target.id, changes) }
        switch call[activation] {
        case true?: try await context.require(.activating).reactivateImage(target.id)
        case false?: try await context.require(.activating).deactivateImage(target.id)
        case nil:
            if changes.isEmpty { try context.console.notice("nothing to change: no option says what") }
        }
    }

    private func changes(_ call: Call) -> ImageChanges {
        var changes = ImageChanges()
        changes.name = call[name]
        changes.visibility = call[options.visibility]
        changes.isProtected = call[options.protection]
        changes.isHidden = call[options.hiding]
        changes.diskFormat = call[options.diskFormat]
        changes.containerFormat = call[options.containerFormat]
        changes.minDisk = call[options.minDisk]
        changes.minRAM = call[options.minRAM]
        changes.owner = call[options.project]
        changes.addedTags = call[options.tag]
        for assignment in call[options.property] { changes.setProperties[assignment.key] = assignment.value }
        for shortcut in shortcuts {
            if let value = call[shortcut.option] { changes.setProperties[shortcut.property] = value }
        }
        return changes
    }
}
