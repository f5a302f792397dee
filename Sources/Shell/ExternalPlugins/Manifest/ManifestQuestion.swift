internal import BackendKit
internal import CommandKit
internal import Glibc
internal import Processes

/// What came of asking a plugin for its manifest.
enum PluginAnswer: Sendable {
    /// What it printed, and what that says.
    case manifest(PluginManifest, bytes: [UInt8])
    /// Why it cannot be used, as the end of a sentence.
    case broken(String)
}

/// Asks a program for its manifest.
struct ManifestQuestion: Sendable {
    static let option = "--imgsh-manifest"

    /// How long it may take to answer.
    var limit = Duration.seconds(2)
    /// How much it may say.
    var maximum = 1 << 20

    func ask(_ file: PluginFile) async -> PluginAnswer {
        if let objection = file.objection { return .broken(objection) }
        do {
            let outcome = try await LongWait.run { [self] in
                try CapturedProgram.run(
                    [file.path, Self.option], removedSettings: PluginSettings.names, limit: limit, maximum: maximum)
            }
            return answer(outcome, of: file)
        } catch let error as ForegroundProgram.StartError {
            let note = error.code == ENOENT ? "; is the interpreter of its first line there?" : ""
            return .broken("it cannot be started: \(SystemReason.text(of: error.code))\(note)")
        } catch {
            return .broken("it cannot be started")
        }
    }

    private func answer(_ outcome: CapturedProgram.Outcome, of file: PluginFile) -> PluginAnswer {
        switch outcome {
        case .late: return .broken("it did not answer \(Self.option) within \(limit.components.seconds) s")
        case .verbose: return .broken("it answered \(Self.option) with more than \(maximum >> 10) KiB")
        case .ended(.signalled(let number), _, _):
            return .broken("it was ended by signal \(number) when it was asked for its manifest")
        case .ended(.exited(let code), _, let errors) where code != 0:
            let text = String(decoding: errors.prefix(400), as: UTF8.self)
            let line = text.split(whereSeparator: \.isNewline).first.map { ": " + SafeText.message(String($0)) } ?? ""
            return .broken("it ended with status \(code) when it was asked for its manifest\(line)")
        case .ended(_, let output, _):
            do {
                return .manifest(try ManifestReader(name: file.name).manifest(output), bytes: output)
            } catch {
                return .broken("its manifest is wrong: \(error)")
            }
        }
    }
}
