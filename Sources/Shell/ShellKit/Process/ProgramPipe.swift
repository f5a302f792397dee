internal import BackendKit
internal import CommandKit
internal import Glibc
internal import Processes

/// Programs that read what a command writes.
struct ProgramPipe: Sendable {
    let parts: [ProgramChain.Part]
    /// Where the output of the last one goes; `nil` is our own standard output.
    let output: (any TextSink)?

    /// How the programs ended, and what was wrong with passing their output on.
    struct Ending: Sendable {
        let programs: [ForegroundProgram.Ending]
        let failure: (any Error)?
    }

    /// Starts the programs, runs the closure with the sink that leads into them, and waits for their end.
    /// - Throws: ``ProgramChain/StartError``.
    func run(_ body: @Sendable (any TextSink) async -> Void) async throws -> Ending {
        let chain = ProgramChain(
            parts, capturesOutput: output != nil, isInBackground: JobStage.current?.isInBackground == true)
        let (entrance, exit) = try chain.start()
        return try await JobStage.wait(forWhatEndsBy: chain.end) {
            try await withTaskCancellationHandler {
                // Both at once: one that waits for the terminal is ended, else there would be no end of what it writes.
                async let programs = LongWait.run { chain.wait() }
                async let failure = LongWait.run { [output] in exit.flatMap { Self.pass(from: $0, to: output) } }
                await body(DescriptorSink(entrance, label: "'\(parts[0].words[0])'", isBuffered: true))
                close(entrance)
                return try await Ending(programs: programs, failure: failure)
            } onCancel: {
                chain.interrupt()
            }
        }
    }

    /// Hands on all there is to read, and closes the descriptor.
    /// - Returns: what went wrong with writing.
    private static func pass(from descriptor: Int32, to sink: (any TextSink)?) -> (any Error)? {
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &bytes, bytes.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            do {
                try sink?.write(Array(bytes[..<count]))
            } catch {
                return error
            }
        }
    }
}
