import BackendKit
import CommandKit
import Synchronization
import TestSupport
import Testing

/// Has every image that it is asked for, and fails in deleting some of them.
private struct Fated: ImageBackend {
    let info = BackendInfo(kind: "fated", name: "fated", location: "here")
    let failures: [String: ImageError.Code]
    let deleted = Log<String>()

    func images(matching query: ImageQuery) -> Pages<Image> {
        let image = query.name.map { Image(id: Image.ID($0), name: $0, status: .active) }
        return Pages {
            let isDone = Mutex(false)
            return {
                isDone.withLock { wasDone in
                    defer { wasDone = true }
                    return wasDone ? nil : image.map { [$0] }
                }
            }
        }
    }

    func image(_ id: Image.ID) async throws -> Image { throw ImageError.noImage(id.rawValue, in: info) }

    func deleteImage(_ id: Image.ID) async throws {
        if let code = failures[id.rawValue] { throw ImageError(code, "it is \(code.rawValue)") }
        if id.rawValue == "stop" { throw CancellationError() }
        deleted.add(id.rawValue)
    }
}

struct `the same for several images` {
    private func run(
        _ names: String, failing failures: [String: ImageError.Code]
    ) async throws -> (TestShell.Result, deleted: [String]) {
        let backend = Fated(failures: failures)
        let shell = try TestShell(plugins: [BackendPlugin(backend)], environment: ["IMGSH_BACKEND": "fated"])
        return (try await shell.run("image delete \(names)"), backend.deleted.all)
    }

    @Test(arguments: [
        ImageError.Code.notFound, .forbidden, .conflict, .protocol, .local, .integrity, .usage,
    ])
    func `goes on after what is about one of them`(_ code: ImageError.Code) async throws {
        let (result, deleted) = try await run("a b c", failing: ["b": code])
        #expect(deleted == ["a", "c"])
        #expect(result.status.rawValue == code.exitStatus)
        #expect(
            result.errors == "imgsh: 'b': it is \(code.rawValue)\n2 of 3 images deleted, 1 failed\n",
            "\(result.errors)")
    }

    @Test(arguments: [ImageError.Code.authentication, .network, .unsupported])
    func `ends with what the others would fail with as well, and names those`(_ code: ImageError.Code) async throws {
        let (result, deleted) = try await run("a b c d e", failing: ["b": .notFound, "c": code])
        #expect(deleted == ["a"])
        #expect(result.status.rawValue == code.exitStatus)
        #expect(
            result.errors.contains(
                "it is \(code.rawValue); stopped at 'c'; 1 of 5 images was deleted, 1 failed; not tried: 'd', 'e'"),
            "\(result.errors)")
        let (first, none) = try await run("c d", failing: ["c": code])
        #expect(none.isEmpty)
        #expect(
            first.errors.contains("; stopped at 'c'; no image was deleted; not tried: 'd'"), "\(first.errors)")
    }

    @Test func `names those that were not tried after Ctrl-C`() async throws {
        let (result, deleted) = try await run("a b stop d", failing: [:])
        #expect(deleted == ["a", "b"] && result.status == .interrupted)
        #expect(
            result.errors.contains("stopped at 'stop'; 2 of 4 images were deleted; not tried: 'd'\n"),
            "\(result.errors)")
    }

    @Test func `does not fill the screen with names`() async throws {
        let names = (1...25).map { "i\($0)" }
        let (result, _) = try await run(names.joined(separator: " "), failing: ["i5": .network])
        #expect(
            result.errors.contains("; 4 of 25 images were deleted; not tried: 'i6', ")
                && result.errors.contains(", 'i15' and 10 more"), "\(result.errors)")
    }
}
