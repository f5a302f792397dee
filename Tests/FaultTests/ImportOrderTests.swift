import Foundation
import TestSupport
import Testing

/// Fault classes F-N2 and F-P2: between the staged data and the import of it.
struct `F-N2 an order to import` {
    /// What makes an image by way of the staging area.
    static let commands = [
        Bench.create + ["--import"],
        [
            "image-create-via-import", "--name", "x", "--file", "disk", "--disk-format", "raw", "--container-format",
            "bare",
        ],
    ]

    @Test(arguments: commands)
    func `that is taken leaves nothing to clean up`(_ command: [String]) async throws {
        let bench = try Bench()
        try await bench.expectComplete(try await bench.program.run(command))
    }

    @Test(
        arguments: [(.altered, "sha512 differs"), (.shortened(to: 1000), "3000000 bytes were sent, and it has 1000")]
            as [(UploadServer.Import, String)])
    func `of which the service keeps other bytes is no success, and its record goes`(
        _ order: UploadServer.Import, _ reason: String
    ) async throws {
        let bench = try Bench(imports: [order])
        let result = try await bench.create("--import")
        try await bench.expectNothing(result, 6)
        #expect(result.errors.contains(reason), "\(result.errors)")
        let kept = try Bench(imports: [order])
        let other = try await kept.create("--import", "--keep-failed")
        #expect(other.status == 6 && other.errors.contains("is left behind"), "\(other.errors)")
        #expect(kept.server.records.count == 1 && kept.server.count("DELETE") == 0)
    }

    @Test(arguments: commands)
    func `that is refused takes the record away`(_ command: [String]) async throws {
        let bench = try Bench(imports: [.refused(409)])
        try await bench.expectNothing(try await bench.program.run(command), 5)
    }

    @Test(arguments: commands)
    func `that a signal ends takes the record away and says so`(_ command: [String]) async throws {
        let come = Gate()
        let bench = try Bench(imports: [.unheard(come: come)])
        let running = try bench.program.start(command)
        #expect(await come.waitAsync())
        running.signal(SIGINT)
        let result = try await running.finish()
        try await bench.expectNothing(result, 130)
        #expect(result.errors.contains("the upload of 'disk' was stopped; the new image "), "\(result.errors)")
    }

    @Test(arguments: commands)
    func `that a kill ends leaves a record that is listed, and cleaned up on request`(_ command: [String]) async throws
    {
        let come = Gate()
        let bench = try Bench(imports: [.unheard(come: come)])
        let running = try bench.program.start(command)
        #expect(await come.waitAsync())
        running.signal(SIGKILL)
        #expect(try await running.finish().status == 137)
        let id = try #require(bench.server.records.first?.id)
        #expect(try await bench.unfinished("Kind", "Image", "File", "State") == "upload \(id) disk left\n")
        let clean = try await bench.program.run("transfer", "clean", "--yes")
        #expect(clean.status == 0 && clean.errors.contains("was deleted from"), "\(clean.errors)")
        #expect(bench.server.records.isEmpty)
    }

    @Test func `of what the service fetches by itself is noted without its address`() async throws {
        let come = Gate()
        let bench = try Bench(imports: [.unheard(come: come)])
        let running = try bench.program.start([
            "image-create-via-import", "--name", "x", "--import-method", "web-download", "--uri",
            "http://mirror.example/x?key=s3cret", "--disk-format", "raw", "--container-format", "bare",
        ])
        #expect(await come.waitAsync())
        #expect(try await bench.unfinished("File", "State") == "web-download running\n")
        running.signal(SIGINT)
        let result = try await running.finish()
        try await bench.expectNothing(result, 130)
        #expect(result.errors.contains("the import was stopped; the new image "), "\(result.errors)")
    }
}
