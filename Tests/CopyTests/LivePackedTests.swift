import Foundation
import TestSupport
import Testing

/// Into a real Glance, which hashes what it gets.
@Suite(.enabled(if: Lab.isUp), .serialized)
struct `sending compressed files to a real service` {
    private let live: Live

    init() throws { live = try Live() }

    private func expectWhole(_ result: TestProgram.Result) {
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output == "\(largeData.count)\nactive\n\(live.sha512(of: largeData))\n", "\(result.errors)")
    }

    private let shown = "-f value -c size -c status -c os_hash_value"

    @Test(arguments: Packer.allCases)
    func `makes the image of the plain file`(_ packer: Packer) async throws {
        try live.program.directory.write("disk", try packer.pack(largeData))
        expectWhole(
            try await live.run("@glance@lab-user image create \(live.name) --file disk --decompress \(shown)"))
        try await live.delete(on: "glance@lab-user")
    }

    @Test func `works from a pipe, into a record, and by way of the staging area`() async throws {
        let packed = try Packer.zstd.pack(largeData)
        try live.program.directory.write("disk", packed)
        let piped = ["@glance@lab-user", "image", "create", live.name, "--file", "-", "--decompress"]
        expectWhole(try await live.program.run(piped + shown.split(separator: " ").map(String.init), input: packed))
        try await live.delete(on: "glance@lab-user")
        let made = try await live.run(
            "@glance@lab-user image create \(live.name) --disk-format raw --container-format bare")
        #expect(made.status == 0, "\(made.errors)")
        expectWhole(
            try await live.run("@glance@lab-user image upload \(live.name) --file disk --decompress \(shown)"))
        try await live.delete(on: "glance@lab-user")
        expectWhole(
            try await live.run(
                "@glance@lab-user image create \(live.name) --file disk --decompress --import \(shown)"))
        try await live.delete(on: "glance@lab-user")
    }

    @Test func `leaves nothing of a file that is cut off`() async throws {
        try live.program.directory.write("disk", Array(try Packer.xz.pack(largeData).dropLast(4)))
        let result = try await live.run("@glance@lab-user image create \(live.name) --file disk --decompress")
        #expect(result.status == 6 && result.errors.contains("was deleted again"), "\(result.errors)")
        let left = try await live.run("@glance@lab-user image list --name \(live.name) -f value")
        #expect(left.output.isEmpty && left.status == 0, "\(left.output)")
    }
}
