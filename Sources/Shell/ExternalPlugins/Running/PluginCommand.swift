internal import BackendKit
internal import CommandKit

/// A command that another program does.
struct PluginCommand: Command {
    let file: PluginFile
    let command: ManifestCommand

    var signature: Signature { command.signature }

    func run(_ call: Call, in context: CommandContext) async throws {
        var request = ProgramRequest(words: [file.path])
        request.settings = PluginSettings.base(call, context)
        if let extent = command.access.extent {
            let access = try await context.require(.lending).lendAccess(extent)
            request.settings.merge(PluginSettings.lent(access)) { _, lent in lent }
            if let token = access.token {
                request.settings[PluginSettings.token] = String(ProgramRequest.descriptor(of: request.handed.count))
                request.handed.append(token.reveal())
            }
        }
        let arguments = PluginArguments(call, of: file, firstSecret: request.handed.count)
        request.words += arguments.words
        request.handed += arguments.secrets
        request.removedSettings = PluginSettings.names
        let status = try await perform(request, call, context)
        guard status != .done else { return }
        if let reason = death(status) { try context.console.warn(reason) }
        throw SilentFailure(status)
    }

    private func perform(
        _ request: ProgramRequest, _ call: Call, _ context: CommandContext
    ) async throws -> ExitStatus {
        guard signature.output != .none else { return try await start(request, context) }
        let rows = try PluginRows(call, of: file, on: context.console)
        var request = request
        request.output = rows.sink
        let status: ExitStatus
        do {
            status = try await start(request, context)
        } catch is OutputClosed {
            status = .outputClosed
        }
        try rows.finish(isDone: status == .done)
        return status
    }

    private func start(_ request: ProgramRequest, _ context: CommandContext) async throws -> ExitStatus {
        do {
            return try await context.shell.run(request, on: context.console)
        } catch var error as ImageError where error.code == .local && error.hint == nil {
            error.hint = "plugin refresh"
            throw error
        }
    }

    /// An end that the plugin has not chosen, and that nobody asked for.
    private func death(_ status: ExitStatus) -> String? {
        let number = status.rawValue - 128
        guard (1...64).contains(number), status != .interrupted, status != .outputClosed else { return nil }
        return "the plugin '\(file.path)' was ended by signal \(number)"
    }
}
