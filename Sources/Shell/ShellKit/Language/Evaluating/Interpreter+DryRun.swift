internal import BackendKit
internal import CommandKit
internal import FileIO

/// The one place that keeps a dry run from changing anything: commands, programs and files go through it. Behind it, the
/// session's backends are read-only then.
extension Interpreter {
    nonisolated var isDryRun: Bool { session.preferences.now.isDryRun }

    /// Says what a call would change.
    /// - Returns: whether that is all there is to do.
    /// - Throws: what the call would fail with, as far as that is known without changing anything.
    func isOnlyTold(
        _ call: Call, of command: any Command, _ words: [Word], in context: CommandContext
    ) async throws -> Bool {
        guard isDryRun else { return false }
        // What would have been made cannot be looked at.
        let looksAtNew = call.namedImages.contains { Self.isStandIn($0.text) }
        guard let effect = call.effect ?? (looksAtNew ? "run" : nil) else { return false }
        let rehearsing = command as? any RehearsingCommand
        if rehearsing == nil { try await checkAbilities(for: call, in: context) }
        var (lines, areThere, status) = try await images(
            of: call, eachForItself: command is any EachImageCommand, isRehearsed: rehearsing != nil, in: context)
        if let rehearsing, areThere {
            do {
                status = try await rehearsing.rehearse(call, in: context)
                if mayBeMended(status) { status = .done }
            } catch let error where mayBeMended(ExitStatus(error)) {
                if let reason = Self.reason(error) { lines.append(reason) }
            }
        } else {
            try await checkFiles(of: call, in: context)
        }
        let deed = "would \(effect): \(CommandText.line(words, call.signature))"
        guard status == .done else {
            // A part that would have been done does not excuse the rest.
            for line in [deed] + lines.map({ "  " + $0 }) { try write(line) }
            throw SilentFailure(status)
        }
        try tell(deed)
        standIn = call.namedImages.isEmpty ? Self.newImage : Self.unknown
        if call.namedImages.isEmpty { lastImage.note(Self.newImage) }
        for line in lines { try tell("  " + line) }
        return true
    }

    /// Whether an earlier line would have changed what is in the way, or made what is not there, maybe.
    private func mayBeMended(_ status: ExitStatus) -> Bool {
        toldChanges.areSome && (status == .conflict || status == .notFound)
    }

    /// Says which program of the system would run.
    /// - Returns: whether that is all there is to do.
    func isOnlyTold(program line: String) throws -> Bool {
        guard isDryRun else { return false }
        try tell("would run: \(line)")
        standIn = Self.unknown
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
        try write(line)
    }

    private func write(_ line: String) throws { try plan.output.write(SafeText.message(line) + "\n") }

    /// A backend that cannot do it fails the call, whatever images it has; no service is asked for that.
    private func checkAbilities(for call: Call, in context: CommandContext) async throws {
        let needed = call.signature.capabilities
        guard !needed.isEmpty else { return }
        if call.namedImages.isEmpty { try await context.backend.require(needed) }
        for image in call.namedImages { try await context.open(image).1.backend.require(needed) }
    }

    /// What this machine knows without asking anybody fails as the command would. A pattern may mean several files.
    private func checkFiles(of call: Call, in context: CommandContext) async throws {
        for file in call.filesToRead
        where !file.isStandardInput && !PathPattern.isPattern(file.text) && !Self.isStandIn(file.text) {
            _ = try await context.located(at: file.span) { try await ByteStream.file(at: file.text) }
        }
    }

    private static let mostImages = 20

    /// What `$_` is for an image that was not made.
    private static let newImage = "(new image)"

    /// What a text is that only a program, or a command that was not run, could tell.
    private static let unknown = "(unknown)"

    private static func isStandIn(_ text: String) -> Bool { text == newImage || text == unknown }

    /// What a text is instead that a dry run cannot have, since what would write it was only told of, or looks at what an
    /// earlier line would have made.
    /// - Returns: `nil` for a text as it would be.
    func standIn(for text: String, _ status: ExitStatus) -> String? {
        guard isDryRun else { return nil }
        if status == .notFound, toldChanges.areSome { return Self.unknown }
        return text.isEmpty && status == .done ? standIn : nil
    }

    /// The images that are named, as they are now.
    /// - Parameters:
    ///   - eachForItself: whether one that is not there keeps the others from nothing; it was told of then.
    ///   - isRehearsed: whether the command itself tells of those.
    /// - Returns: a line for each, whether all are there, as far as single ones are named, and what the call would end
    ///   with because of those that are not.
    /// - Throws: what is wrong with one that no earlier line would have changed.
    private func images(
        of call: Call, eachForItself: Bool, isRehearsed: Bool, in context: CommandContext
    ) async throws -> (lines: [String], areThere: Bool, status: ExitStatus) {
        var (lines, areThere) = ([String](), true)
        let named = call.namedImages.filter { !$0.text.contains { $0 == "*" || $0 == "?" } }
        var missing = 0
        for image in named {
            guard !Self.isStandIn(image.text) else {
                areThere = false
                continue
            }
            guard lines.count < Self.mostImages else {
                lines.append("…")
                break
            }
            do {
                let found = try await context.locate(image)
                let size = found.image.size.map(ByteCount.text) ?? "no data"
                lines.append("\(found.id)  \(size)  \(found.image.label)")
            } catch let error where ExitStatus(error) == .notFound && toldChanges.areSome {
                // An earlier line would have made it, maybe.
                if let reason = Self.reason(error) { lines.append(reason) }
                areThere = false
            } catch  where eachForItself && isRehearsed && ExitStatus(error) == .notFound {
                continue
            } catch  where eachForItself && named.count > 1 && ExitStatus(error) == .notFound {
                try context.console.report(error, about: "'\(image.text)'")
                missing += 1
            }
        }
        guard missing > 0 else { return (lines, areThere, .done) }
        if missing == named.count { throw SilentFailure(.notFound) }
        return (lines, areThere, .notFound)
    }

    /// - Returns: `nil` when it was said already.
    private static func reason(_ error: any Error) -> String? {
        switch error {
        case let error as LocatedError: error.error.message
        case let error as ImageError: error.message
        case is SilentFailure: nil
        default: "\(error)"
        }
    }
}
