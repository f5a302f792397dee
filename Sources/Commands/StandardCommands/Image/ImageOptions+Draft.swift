internal import BackendKit
internal import CommandKit

extension ImageOptions {
    /// What a new image shall be, by all that these options say.
    /// - Parameter id: the ID it shall have, where one was asked for.
    func draft(
        _ call: Call, id: Image.ID?, on backend: any ImageBackend, in context: CommandContext
    ) async throws -> ImageDraft {
        // The openstack client has defaults for the formats and the minima, and the glance client has none.
        let hasDefaults = context.console.surroundings.tableLook != .glance
        var draft = ImageDraft()
        draft.id = id
        draft.visibility = try VisibilityName.value(call, or: visibility)
        draft.isProtected = call[protection] ?? false
        draft.isHidden = call[hiding] ?? false
        draft.diskFormat = call[diskFormat] ?? (hasDefaults ? .raw : nil)
        draft.containerFormat = call[containerFormat] ?? (hasDefaults ? .bare : nil)
        draft.minDisk = call[minDisk] ?? 0
        draft.minRAM = call[minRAM] ?? 0
        draft.tags = call[tag]
        for assignment in call[property] { draft.properties[assignment.key] = assignment.value }
        try await PropertyCheck(call, self).run(on: backend, console: context.console)
        draft.owner = try await call[project]?.id(on: backend, domain: call[ProjectReference.domain], in: context)
        return draft
    }
}
