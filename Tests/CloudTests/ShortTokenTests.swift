import Foundation
import HTTPTransport
import OpenStack
import TestSupport
import Testing

/// Uploads that take longer than a login lasts, to a cloud of the lab whose tokens are dead after five seconds.
@Suite(.enabled(if: Lab.isUp, "IMGSH_LAB_STATE names no lab"), .serialized)
struct `an upload that outlives its token` {
    private static let data = ImageServer.bytes(3_000_000)
    /// Longer than a token of this cloud lives.
    private static let tokenLife = Duration.seconds(6)
    /// So that the data takes longer than that.
    private static let slowly = ["--limit-rate", "450k"]

    private let program: TestProgram
    private let name = "short-token-" + UUID().uuidString.lowercased()

    init() throws {
        program = try TestProgram(environment: Lab.environment.merging(["OS_CLOUD": "lab-short"]) { $1 })
        for file in ["disk", "\(name)-1.raw", "\(name)-2.raw"] { try program.directory.write(file, Self.data) }
    }

    private var create: [String] { ["image", "create", name, "--disk-format", "raw", "--file"] }

    private func proxy(holding delays: Duration...) async throws -> (BufferingProxy, TestProgram) {
        let cloud = try await LabCloud("lab-short")
        let proxy = try BufferingProxy(
            before: try await cloud.connection.service(.image).place().endpoint.origin.port, holding: delays)
        await cloud.connection.close()
        return (proxy, program.with(["OS_IMAGE_ENDPOINT_OVERRIDE": proxy.address]))
    }

    /// All of the name are there with their data; they are deleted then.
    private func expectComplete(
        _ result: TestProgram.Result, count: Int = 1, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        #expect(result.status == 0, "\(result.errors)", sourceLocation: sourceLocation)
        let images = try await program.run(
            "image", "list", "--long", "-f", "value", "-c", "Name", "-c", "Status", "-c", "Size")
        let own = images.output.split(separator: "\n").filter { $0.hasPrefix(name) }
        #expect(own.count == count, sourceLocation: sourceLocation)
        for row in own {
            #expect(row.hasSuffix(" 3000000 active"), "\(row)", sourceLocation: sourceLocation)
            let name = String(row.prefix { $0 != " " })
            let saved = try await program.run("image", "save", name)
            #expect(saved.outputBytes == Self.data, sourceLocation: sourceLocation)
            _ = try await program.run("image", "delete", "--yes", name)
        }
        #expect(try await program.run("transfer", "list", "-f", "value").output.isEmpty, sourceLocation: sourceLocation)
    }

    /// It failed for the login, and nothing is left.
    private func expectNothing(
        _ result: TestProgram.Result, _ status: Int32, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        #expect(result.status == status, "\(result.errors)", sourceLocation: sourceLocation)
        #expect(result.output.isEmpty, sourceLocation: sourceLocation)
        let left = try await program.run("image", "list", "--name", name, "-f", "value")
        #expect(left.status == 0 && left.output.isEmpty, sourceLocation: sourceLocation)
        #expect(try await program.run("transfer", "list", "-f", "value").output.isEmpty, sourceLocation: sourceLocation)
    }

    private func logins(_ result: TestProgram.Result) -> Int {
        result.errors.split(separator: "\n").count { $0.contains("-X POST") && $0.contains("/auth/tokens") }
    }

    @Test func `from a file is done, and read back with a second login`() async throws {
        let result = try await program.with(["IMGSH_DEBUG": "1"]).run(create + ["disk"] + Self.slowly)
        #expect(logins(result) >= 2, "\(result.errors)")
        try await expectComplete(result)
    }

    @Test func `from a pipe is done, and read back with a second login`() async throws {
        let result = try await program.with(["IMGSH_DEBUG": "1"]).run(create + ["-"] + Self.slowly, input: Self.data)
        #expect(logins(result) >= 2, "\(result.errors)")
        try await expectComplete(result)
    }

    @Test func `of several files at once is done for each`() async throws {
        let files = ["image", "create", "\(name)-1.raw", "\(name)-2.raw", "--disk-format", "raw", "--jobs", "2"]
        try await expectComplete(try await program.run(files + ["--limit-rate", "900k"]), count: 2)
    }

    @Test func `from a file, and is refused at its end, is sent again from byte 0 with a new login`() async throws {
        let (proxy, program) = try await proxy(holding: Self.tokenLife)
        try await expectComplete(try await program.run(create + ["disk"]))
        #expect(proxy.all.map(\.status) == [401, 204])
        #expect(proxy.all.map(\.bytes) == [Self.data, Self.data])
        #expect(Set(proxy.all.map(\.token)).count == 2)
    }

    @Test func `from a file, and is refused twice, ends and leaves nothing`() async throws {
        let (proxy, program) = try await proxy(holding: Self.tokenLife, Self.tokenLife)
        let result = try await program.run(create + ["disk"])
        try await expectNothing(result, 4)
        #expect(proxy.all.map(\.status) == [401, 401])
        #expect(proxy.all.allSatisfy { $0.bytes == Self.data })
    }

    @Test func `from a pipe, and is refused at its end, says that it cannot be repeated and leaves nothing`()
        async throws
    {
        let (proxy, program) = try await proxy(holding: Self.tokenLife)
        let result = try await program.run(create + ["-"], input: Self.data)
        try await expectNothing(result, 4)
        #expect(result.errors.contains("cannot repeat a stream"), "\(result.errors)")
        #expect(result.errors.contains("was deleted again"), "\(result.errors)")
        #expect(proxy.all.map(\.status) == [401] && proxy.all.first?.bytes == Self.data)
    }
}
