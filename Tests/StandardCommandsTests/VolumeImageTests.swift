import BackendKit
import CommandKit
import Synchronization
import TestSupport
import Testing

@testable import StandardCommands

struct `image create of a volume` {
    /// A cloud with volumes and nothing else, which remembers what was asked for.
    private final class Cloud: ImageBackend, VolumeImaging {
        let info = BackendInfo(kind: "volumes", name: "volumes", location: "memory")
        private let orders = Mutex<[VolumeImageRequest]>([])
        var last: VolumeImageRequest? { orders.withLock { $0.last } }

        func images(matching query: ImageQuery) -> Pages<Image> { Pages { { nil } } }
        func image(_ id: Image.ID) async throws -> Image { throw ImageError(.notFound, "there is no image") }
        func deleteImage(_ id: Image.ID) async throws { throw ImageError(.notFound, "there is no image") }

        func createImage(of volume: String, _ request: VolumeImageRequest) async throws -> VolumeImage {
            orders.withLock { $0.append(request) }
            return VolumeImage(image: Image.ID("6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77"), volume: volume)
        }
    }

    /// What can be given for the values.
    private static let values = [
        "--disk-format": "qcow2", "--container-format": "ovf", "--visibility": "community", "--property": "a=b",
        "--limit-rate": "1M", "--id": "6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77", "--allow": "compressed",
    ]

    /// Its name and data, and what the openstack client's users type.
    private static let apart: Set = ["--name", "--file", "--volume", "--progress"]

    @Test func `takes each option to the service, or warns of it`() async throws {
        let cloud = Cloud()
        let shell = try TestShell(plugins: [BackendPlugin(cloud)], environment: ["IMGSH_BACKEND": "volumes"])
        let plain = try await shell.run("image create x --volume v")
        #expect(plain.status == .done && plain.errors.isEmpty, "\(plain.errors)")
        let standard = try #require(cloud.last)
        for parameter in CreateImage().signature.parameters {
            let shape = parameter.shape
            for spelling in shape.spellings.map(\.text) where !Self.apart.contains(spelling) {
                // What is protected or private says so in any case.
                let value = shape.kind == .flag ? "" : " " + (Self.values[spelling] ?? "1")
                let result = try await shell.run("image create x --volume v \(spelling)\(value)")
                #expect(result.status == .done, "\(spelling): \(result.errors)")
                let isTold = result.errors.contains("\(spelling): not for an image of a volume")
                #expect(isTold != (cloud.last != standard), "\(spelling): \(result.errors)")
            }
        }
    }

    @Test func `names all that has no effect, in one line`() async throws {
        let shell = try TestShell(plugins: [BackendPlugin(Cloud())], environment: ["IMGSH_BACKEND": "volumes"])
        let result = try await shell.run(
            "create x --volume v --store s --min-disk 1 --hidden --public --force --progress")
        #expect(result.status == .done)
        #expect(
            result.errors.contains("--store, --min-disk, --hidden: not for an image of a volume"), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    }
}
