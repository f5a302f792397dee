internal import CommandKit

/// `record`
struct RecordSession: NamedCommand {
    static let name = CommandName("record")

    let file = OptionalPositional("file", of: FilePath.self, help: "A new file; without it, the one there is is named")
    let overwrite = Flag("--overwrite", help: "Replace a file that is there")
    let stop = Flag("--stop", help: "Write nothing more")

    var signature: Signature {
        Signature(
            Self.name, "Save what is typed as a script", file, overwrite, stop,
            discussion: [
                "Each line is written when it has ended. One that failed, and one that holds a secret, becomes a comment. "
                    + "It ends with --stop, or with the session."
            ],
            changes: .given(["file"], "record the session"),
            foregroundOnly: .changesSession,
            examples: [
                Example("record session.imgsh", "From now on"), Example("record --stop", "No more"),
            ])
    }

    func check(_ call: Call) throws(UsageError) {
        guard call[stop], let file = call.spans(of: file).first else { return }
        throw UsageError("--stop takes no file", at: file)
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        if call[stop] {
            guard let path = await context.shell.stopRecording() else {
                return try context.console.notice("nothing was recorded")
            }
            return try context.console.notice("recorded in '\(path)'; run it with: source \(Quoting.word(path))")
        }
        guard let path = call[file] else {
            let current = await context.shell.recording
            return try context.console.notice(
                current.map { "what is typed goes into '\($0)'" } ?? "nothing is recorded; record FILE begins")
        }
        try await context.located(at: path.span) {
            try await context.shell.record(to: path.text, overwriting: call[overwrite])
        }
    }
}
