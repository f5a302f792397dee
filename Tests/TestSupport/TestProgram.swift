public import Foundation

/// The program itself, as the build made it, run as a process of its own.
public struct TestProgram: Sendable {
    public let directory: TemporaryDirectory
    private let environment: [String: String]

    /// - Parameter environment: beside `HOME`, which is ``directory``, and `PATH`.
    public init(environment: [String: String] = [:]) throws {
        directory = try TemporaryDirectory()
        // Where `scripts/coverage` and `scripts/thread-sanitizer` gather what they see of each program.
        let watched = ProcessInfo.processInfo.environment.filter {
            ["LLVM_PROFILE_FILE", "TSAN_OPTIONS"].contains($0.key)
        }
        let base = ["HOME": directory.path, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"]
        self.environment = base.merging(watched) { $1 }.merging(environment) { _, given in given }
    }

    /// The binary beside the tests.
    public static let path: String = {
        let here = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        let beside = [here, here.deletingLastPathComponent()].map { $0.appending(path: "imgsh").path }
        // A test runner of its own finds the bundle by an argument.
        let bundles = CommandLine.arguments.filter { $0.hasSuffix(".xctest") }.map {
            URL(filePath: $0).deletingLastPathComponent().appending(path: "imgsh").path
        }
        let built = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: ".build/debug/imgsh").path
        return (beside + bundles + [built]).first { FileManager.default.isExecutableFile(atPath: $0) } ?? built
    }()

    /// What a run gave.
    public struct Result: Sendable {
        public let outputBytes: [UInt8]
        public let errors: String
        /// The exit status, or 128 and the signal's number.
        public let status: Int32
        public var output: String { String(decoding: outputBytes, as: UTF8.self) }
    }

    /// Runs it to its end in ``directory``.
    /// - Parameter input: what standard input gives; `nil` is `/dev/null`.
    public func run(_ arguments: String..., input: [UInt8]? = nil) async throws -> Result {
        try await run(arguments, input: input)
    }

    public func run(_ arguments: [String], input: [UInt8]? = nil) async throws -> Result {
        let started = try start(arguments, input: input)
        return try await started.finish()
    }

    /// The same, with more in its environment.
    public func with(_ variables: [String: String]) -> TestProgram {
        TestProgram(directory: directory, environment: environment.merging(variables) { _, given in given })
    }

    private init(directory: TemporaryDirectory, environment: [String: String]) {
        self.directory = directory
        self.environment = environment
    }

    /// Starts it.
    public func start(_ arguments: [String], input: [UInt8]? = nil) throws -> Running {
        guard let input else { return try start(arguments, input: FileHandle.nullDevice) }
        let path = directory(".in-\(UUID().uuidString)")
        try Data(input).write(to: URL(filePath: path))
        return try start(arguments, input: try FileHandle(forReadingFrom: URL(filePath: path)))
    }

    /// Starts it with this for standard input.
    public func start(_ arguments: [String], input: FileHandle) throws -> Running {
        let process = Process()
        process.executableURL = URL(filePath: Self.path)
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = URL(filePath: directory.path)
        // Files, not pipes: nobody has to drain them while the program runs.
        let output = directory(".out-\(UUID().uuidString)")
        let errors = directory(".err-\(UUID().uuidString)")
        for path in [output, errors] { _ = FileManager.default.createFile(atPath: path, contents: nil) }
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output))
        process.standardError = try FileHandle(forWritingTo: URL(filePath: errors))
        process.standardInput = input
        IgnoredSignals.take()
        try process.run()
        return Running(process: process, output: output, errors: errors)
    }

    /// A process that was started.
    // SAFETY: one test uses it, from one task at a time; `Process` itself may be asked and signalled from any thread.
    public struct Running: @unchecked Sendable {
        fileprivate let process: Process
        fileprivate let output: String
        fileprivate let errors: String

        public var isRunning: Bool { process.isRunning }
        public var identifier: Int32 { process.processIdentifier }

        public func signal(_ number: Int32) { kill(process.processIdentifier, number) }

        /// Waits for its end.
        public func finish() async throws -> Result {
            await withCheckedContinuation { continuation in
                Thread.detachNewThread {
                    process.waitUntilExit()
                    continuation.resume()
                }
            }
            let bytes = try Data(contentsOf: URL(filePath: output))
            let text = try Data(contentsOf: URL(filePath: errors))
            for path in [output, errors] { try FileManager.default.removeItem(atPath: path) }
            let isSignal = process.terminationReason == .uncaughtSignal
            return Result(
                outputBytes: Array(bytes), errors: String(decoding: text, as: UTF8.self),
                status: isSignal ? 128 + process.terminationStatus : process.terminationStatus)
        }
    }
}
