import BackendKit
import Foundation
import TestSupport
import Testing

@testable import LocalBackend

struct `the place of a store` {
    @Test func `is a directory, for looking and for changes`() async throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write("file", "mine")
        let backend = LocalBackend(directory: path)
        let looking = await expectText(.notFound) { try await backend.images(matching: ImageQuery()).collect() }
        #expect(looking.contains("not a directory"), "\(looking)")
        let changing = await expectText(.usage) { try await backend.createImage(ImageDraft(name: "x")) }
        #expect(changing.contains("is a file, not the directory of a store"))
        #expect(try directory.read("file") == Array("mine".utf8))
    }

    private static let memory = "/dev/shm"
    private static var isElsewhere: Bool {
        var (here, there) = (stat(), stat())
        return stat(FileManager.default.temporaryDirectory.path, &here) == 0 && stat(memory, &there) == 0
            && here.st_dev != there.st_dev
    }

    @Test(.enabled(if: isElsewhere, "needs a second file system"))
    func `is on one file system, or a rename could not give data its name`() async throws {
        let directory = try TemporaryDirectory()
        let elsewhere = Self.memory + "/imgsh-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: elsewhere, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: elsewhere) }
        try FileManager.default.createSymbolicLink(atPath: directory("content"), withDestinationPath: elsewhere)
        chmod(directory.path, 0o700)
        let backend = LocalBackend(directory: directory.path)
        let message = await expectText(.local) { try await backend.createImage(ImageDraft(name: "x")) }
        #expect(message.contains("must be on one file system"), "\(message)")
    }

    @Test func `comes from the address, or from the home`() async throws {
        let home = try TemporaryDirectory()
        let provider = BackendProvider.local { _ in DataFindings() }
        func location(_ path: String?, _ variables: [String: String]) async throws -> String {
            let environment = BackendEnvironment(variables: variables)
            return try await provider.open(BackendAddress(kind: "local", path: path), environment).info.location
        }
        #expect(try await location("~/images/", ["HOME": home.path]) == home("images"))
        #expect(try await location(nil, ["HOME": home.path]) == home(".local/share/imgsh"))
        #expect(await expectText(.usage) { try await location(nil, [:]) }.contains("HOME"))
        let cloud = await expectText(.usage) {
            try await provider.open(BackendAddress(kind: "local", cloud: "c"), BackendEnvironment(variables: [:]))
        }
        #expect(cloud.contains("no clouds or regions"))
    }
}
