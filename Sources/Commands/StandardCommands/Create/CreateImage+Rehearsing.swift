internal import BackendKit
internal import CommandKit

/// Which of its files could be taken.
extension CreateImage: RehearsingCommand {
    func rehearse(_ call: Call, in context: CommandContext) async throws -> ExitStatus {
        guard try volumeImageName(call) == nil else { return .done }
        switch try await CreationWords(words(call), name: call[nameOption], files: call[files], in: context) {
        case .one(_, let file):
            // Without one, whether data is piped in is seen only by reading it.
            if let file { _ = try await ImageSource.open(file, or: context.pipedInput, in: context) }
            return .done
        case .each(let files):
            try checkID(call, for: files)
            return try await rehearse(files, in: context)
        }
    }

    private func rehearse(_ files: [NamedFile], in context: CommandContext) async throws -> ExitStatus {
        var failures: [ExitStatus] = []
        for file in files {
            do {
                _ = try await ImageSource.open(file.file, or: nil, in: context)
            } catch let error as CancellationError {
                throw error
            } catch {
                try context.console.report(error, about: "'\(file.imageName)'")
                failures.append(ExitStatus(error))
            }
        }
        guard let worst = ExitStatus.worst(of: failures) else { return .done }
        guard failures.count < files.count else { throw SilentFailure(worst) }
        return worst
    }
}
