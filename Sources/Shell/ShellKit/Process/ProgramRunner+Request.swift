internal import BackendKit
internal import CommandKit
internal import Glibc
internal import Processes

/// Programs that stand for commands.
extension ProgramRunner {
    func run(_ request: ProgramRequest, on console: Console) async throws -> ExitStatus {
        let isInBackground = JobStage.current?.isInBackground == true
        let output = request.output ?? console.output
        let pipes = try request.handed.map { text in
            guard let pipe = TextPipe(text) else {
                throw ImageError(
                    .local, "'\(request.words[0])' was not started: what it shall read does not fit a pipe")
            }
            return pipe
        }
        var differences = ProgramDifferences()
        differences.removedSettings = request.removedSettings
        differences.closesOthers = true
        differences.hasOwnGroup = isInBackground
        for (index, pipe) in pipes.enumerated() {
            differences.descriptors[ProgramRequest.descriptor(of: index)] = pipe.descriptor
        }
        let nothing = isInBackground ? NullInput() : nil
        if let nothing { differences.descriptors[0] = nothing.descriptor }
        // Where output goes elsewhere, errors do: to a job's messages, or into a test's memory.
        var collected: [(pipe: OutputPipe, sink: any TextSink)] = []
        for (number, sink) in [(Int32(1), output), (2, console.errors)] {
            if let descriptor = sink.descriptor {
                differences.descriptors[number] = descriptor
            } else if let pipe = OutputPipe() {
                differences.descriptors[number] = pipe.descriptor
                collected.append((pipe, sink))
            } else {
                throw ImageError(.local, "'\(request.words[0])' was not started: there are no more descriptors")
            }
        }
        let program = ForegroundProgram(
            request.words, terminal: isInBackground ? nil : terminal, settings: request.settings,
            differences: differences)
        let status = try await JobStage.wait(forWhatEndsBy: program.end) { [collected] in
            try await Self.finish(program) {
                try Self.drain(collected[...]) { try Self.status(of: program, called: request.words[0]) }
            }
        }
        withExtendedLifetime((pipes, nothing)) {}
        return status
    }

    private static func drain(
        _ collected: ArraySlice<(pipe: OutputPipe, sink: any TextSink)>, _ body: () throws -> ExitStatus
    ) throws -> ExitStatus {
        guard let first = collected.first else { return try body() }
        let sink = first.sink
        return try first.pipe.drain(
            into: { try sink.write($0) }, until: { $0 is OutputClosed },
            while: { try drain(collected.dropFirst(), body) })
    }
}

/// A descriptor with nothing to read.
private final class NullInput: Sendable {
    let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)

    deinit { close(descriptor) }
}
