internal import BackendKit
internal import CommandKit
internal import FileIO

/// The one place that keeps a dry run from changing anything: commands, programs and files go through it. Behind it, the
/// session's backends are read-only then.
extension Interpreter {
    nonisolated var isDryRun: Bool { session.preferences.now.isDryRun }

    /// Says what a call would change.
    /// - Returns: whether that is all there is to do.
    /// - Throws: ``LocatedError`` for a file whose data the call could not take.
    func isOnlyTold(_ call: Call, _ words: [Word], in context: CommandContext) async throws -> Bool {
        guard isDryRun else { return false }
        // What would have been made cannot be looked at.
        let looksAtNew = call.namedImages.contains { $0.text == Self.newImage }
        guard let effect = call.effect ?? (looksAtNew ? "run" : nil) else { return false }
        try await checkFiles(of: call, in: context)
        try tell("would \(effect): \(CommandText.line(words, call.signature))")
        if call.namedImages.isEmpty { lastImage.note(Self.newImage) }
        for line in await images(of: call, in: context) { try tell("  " + line) }
        return true
    }

    /// Says which program of the system would run.
    /// - Returns: whether that is all there is to do.
    func isOnlyTold(program line: String) throws -> Bool {
        guard isDryRun else { return false }
        try tell("would run: \(line)")
        return true
    }

    /// Says which file would be written.
    /// - Returns: whether that is all there is to do.
    func isOnlyTold(file path: String, appends: Bool) throws -> Bool {
        guard isDryRun, path != "/dev/null" else { return false }
        try tell("would \(appends ? "append to" : "write") the file: \(Quoting.word(path))")
        return true
    }

    /// It is said where the script's output goes, also from within `$(…)`.
    private func tell(_ line: String) throws {
        toldChanges.note()
        try plan.output.write(SafeText.message(line) + "\n")
    }

    /// What this machine knows without asking anybody fails as the command would. A pattern may mean several files.
    private func checkFiles(of call: Call, in context: CommandContext) async throws {
        for file in call.filesToRead where !file.isStandardStream && !PathPattern.isPattern(file.text) {
            _ = try await context.located(at: file.span) { try await ByteStream.file(at: file.text) }
        }
    }

    private static let mostImages = 20

    /// What `$_` is for an image that was not made.
    private static let newImage = "(new image)"

    /// The images that are named, as they are now.
    private func images(of call: Call, in context: CommandContext) async -> [String] {
        var lines: [String] = []
        for image in call.namedImages where !image.text.contains(where: { $0 == "*" || $0 == "?" }) {
            if image.text == Self.newImage { continue }
            guard lines.count < Self.mostImages else { return lines + ["…"] }
            do {
                let found = try await context.locate(image)
                let size = found.image.size.map(ByteCount.text) ?? "no data"
                lines.append("\(found.id)  \(size)  \(found.image.label)")
            } catch {
                // An earlier line would have made it, maybe.
                lines.append(Self.reason(error))
            }
        }
        return lines
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case let error as LocatedError: error.error.message
        case let error as ImageError: error.message
        default: "\(error)"
        }
    }
}
