import TestSupport
import Testing

/// The program itself, a file of three million bytes, and a service that takes it as a test says.
struct Bench {
    static let data = ImageServer.bytes(3_000_000)

    let server: UploadServer
    let program: TestProgram

    init(
        _ uploads: [UploadServer.Upload] = [], creations: [UploadServer.Creation] = [],
        imports: [UploadServer.Import] = [], _ variables: [String: String] = [:]
    ) throws {
        server = try UploadServer(uploads, creations: creations, imports: imports)
        program = try TestProgram(environment: server.environment.merging(variables) { _, new in new })
        try program.directory.write("disk", Self.data)
    }

    static let create = ["image", "create", "x", "--disk-format", "raw", "--file", "disk"]

    /// `image create` of the file.
    func create(_ more: String...) async throws -> TestProgram.Result { try await program.run(Self.create + more) }

    /// `image create` of the same bytes from a pipe that is none: a stream nobody can rewind.
    func createFromPipe() async throws -> TestProgram.Result {
        try await program.run("image", "create", "x", "--disk-format", "raw", "--file", "-", input: Self.data)
    }

    /// What `transfer list` lists.
    func unfinished(_ columns: String...) async throws -> String {
        let words = columns.flatMap { ["-c", $0] }
        return try await program.run(["transfer", "list", "-f", "value"] + words).output
    }

    /// One image is there, complete, and nothing is left over.
    func expectComplete(
        _ result: TestProgram.Result, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        #expect(result.status == 0, "\(result.errors)", sourceLocation: sourceLocation)
        #expect(server.records.map(\.status) == ["active"], sourceLocation: sourceLocation)
        #expect(server.records.first?.data == Self.data, sourceLocation: sourceLocation)
        #expect(try await unfinished().isEmpty, sourceLocation: sourceLocation)
    }

    /// The command failed with the status and said that its record is gone, and it is.
    func expectNothing(
        _ result: TestProgram.Result, _ status: Int32, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        #expect(result.status == status, "\(result.errors)", sourceLocation: sourceLocation)
        #expect(result.output.isEmpty, sourceLocation: sourceLocation)
        #expect(
            result.errors.contains("was deleted again"), "\(result.errors)", sourceLocation: sourceLocation)
        #expect(server.records.isEmpty && server.count("DELETE") == 1, sourceLocation: sourceLocation)
        #expect(try await unfinished().isEmpty, sourceLocation: sourceLocation)
    }
}
