internal import BackendKit
internal import CommandKit

/// Which of its files could be taken, and whether the backend has a way for them.
extension CreateImage: RehearsingCommand {
    func rehearse(_ call: Call, in context: CommandContext) async throws -> ExitStatus {
        guard try volumeImageName(call) == nil else { return .done }
        switch try await CreationWords(words(call), name: call[nameOption], files: call[files], in: context) {
        case .one(let name, let file):
            let backend = try await target(name, call, in: context).backend
            if let file {
                try await rehearse(file, or: context.pipedInput, call, in: context)
                try route(call).check(on: backend)
            } else {
                // Whether data is piped in is seen only by reading it.
                if context.pipedInput == nil { try checkWithoutData(call) }
                _ = try backend.require(.creating)
            }
            return .done
        case .each(let files):
            try checkID(call, of: files.count)
            try route(call).check(on: try await context.backend)
            return try await rehearse(files, call, in: context)
        }
    }

    private func rehearse(_ files: [NamedFile], _ call: Call, in context: CommandContext) async throws -> ExitStatus {
        var failures: [ExitStatus] = []
        for file in files {
            do {
                try await rehearse(file.file, or: nil, call, in: context)
            } catch let error as CancellationError {
                throw error
            } catch {
                try context.console.report(error, about: "'\(file.imageName)'")
                failures.append(ExitStatus(error))
            }
        }
        return try .rehearsed(failures, of: files.count)
    }

    private func rehearse(
        _ file: FilePath, or piped: ByteStream?, _ call: Call, in context: CommandContext
    ) async throws {
        try await ImageSource.open(file, or: piped, in: context)?.rehearse(
            choice(call), size: call[size], at: call.spans(of: size).last, console: context.console)
    }
}
