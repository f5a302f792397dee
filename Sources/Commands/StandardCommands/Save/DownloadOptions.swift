internal import BackendKit
internal import CommandKit
internal import Transfers

extension Download.Options {
    /// What every command that downloads is told by its options, and by the session.
    init(_ call: Call, in context: CommandContext) {
        self.init()
        repeats = context.session.environment.isOn("IMGSH_NO_RETRY") != true
        connections = call[ConnectionCount.option]?.number ?? context.session.transfers.connections
        limit = call[TransferRate.option]?.limit
    }
}
