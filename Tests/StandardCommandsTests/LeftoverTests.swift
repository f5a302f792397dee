import BackendKit
import TestSupport
import Testing

@testable import StandardCommands

private enum Caller {
    @TaskLocal static var name = "nobody"
}

/// Has no images, and notes for whom it was asked, and whether that was stopped.
private struct Witness: ImageBackend {
    let info = BackendInfo(kind: "witness", name: "witness", location: "here")
    let asked = Log<String>()

    func images(matching query: ImageQuery) -> Pages<Image> { Pages { { nil } } }

    func image(_ id: Image.ID) async throws -> Image {
        asked.add(Task.isCancelled ? "stopped" : Caller.name)
        throw ImageError.noImage(id.rawValue, in: info)
    }

    func deleteImage(_ id: Image.ID) async throws { _ = try await image(id) }
}

struct `what is left of an image that was begun` {
    @Test func `is looked for in the name of the caller, also of one that was stopped`() async {
        let witness = Witness()
        let task = Task {
            await Caller.$name.withValue("job 1") {
                withUnsafeCurrentTask { $0?.cancel() }
                return await Leftover.found(Image.ID("x"), on: witness)
            }
        }
        #expect(await task.value == .nothing)
        #expect(witness.asked.all == ["job 1"])
    }
}
