internal import BackendKit
internal import CommandKit

extension Interpreter {
    func record(to path: String, overwriting: Bool) throws {
        recorder = try SessionRecorder(path, overwriting: overwriting)
    }

    func stopRecording() -> String? {
        defer { recorder = nil }
        return recorder?.path
    }

    var recording: String? { recorder?.path }

    /// Writes down what was typed. What cannot be written is said once, and then no more is recorded.
    func record(_ script: Script, _ status: ExitStatus, by recorder: SessionRecorder) {
        // The line that ends it is none of it.
        guard self.recorder === recorder else { return }
        do {
            try recorder.note(script.text, status, registry.known, aliasTable)
        } catch {
            self.recorder = nil
            _ = report(error)
        }
    }
}
