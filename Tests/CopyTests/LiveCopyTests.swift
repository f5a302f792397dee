import Foundation
import TestSupport
import Testing

/// Between real services: Glance in two regions, whose clouds are described in the directory IMGSH_LAB_STATE names.
@Suite(.enabled(if: Lab.isUp), .serialized)
struct `copying between real services` {
    private let live: Live

    init() throws { live = try Live() }

    @Test func `from a store through two regions and back`() async throws {
        try live.program.directory.write("disk", largeData)
        let made = try await live.run(
            "image create \(live.name) --file disk --disk-format raw --tag base --property os_distro=cirros --protected"
        )
        #expect(made.status == 0, "\(made.errors)")
        let stops = ["glance@lab-user", "glance@lab-two", "local:other"]
        for (from, to) in zip(["local"] + stops, stops) {
            let result = try await live.run(
                "image copy \(from)//\(live.name) \(to) -f value -c Result -c 'Hash Value'")
            #expect(result.output == "copied \(live.sha512(of: largeData))\n", "\(from) → \(to): \(result.errors)")
            let again = try await live.run("image copy \(from)//\(live.name) \(to) -f value -c Result")
            #expect(again.output == "already there\n", "\(again.errors)")
            let shown = try await live.run(
                "image show \(to)//\(live.name) -f value -c os_distro -c tags -c protected -c visibility")
            #expect(shown.output.contains("cirros") && shown.output.contains("base"), "\(shown.output)")
            #expect(shown.output.contains("True") && shown.output.contains("private"), "\(shown.output)")
        }
        let saved = try await live.run("image save local:other//\(live.name) --file copy")
        #expect(saved.status == 0, "\(saved.errors)")
        #expect(try live.program.directory.read("copy") == largeData)
        try await live.delete(on: "glance@lab-user", "glance@lab-two")
    }

    @Test func `leaves nothing where a quota is met`() async throws {
        try live.program.directory.write("disk", largeData)
        _ = try await live.run("image create \(live.name) --file disk --disk-format raw")
        let result = try await live.run("image copy \(live.name) glance@lab-tiny")
        #expect(result.status == 5, "\(result.errors)")
        #expect(result.errors.contains("a quota or limit is reached; the new image "), "\(result.errors)")
        #expect(result.errors.contains(" was deleted again"))
        #expect(result.errors.contains("glance: 413 on PUT"))
        let left = try await live.run("@glance@lab-tiny image list --name \(live.name) -f value")
        #expect(left.output.isEmpty && left.status == 0)
    }

    @Test func `leaves nothing when it is interrupted`() async throws {
        try live.program.directory.write("disk", [UInt8](repeating: 7, count: 200 << 20))
        _ = try await live.run("image create \(live.name) --file disk --disk-format raw")
        let running = try live.program.start(["-c", "image copy \(live.name) glance@lab-user"])
        // The record of the copy is there before its data.
        var isThere = false
        for _ in 0..<200 where !isThere && running.isRunning {
            isThere = try await !live.run("@glance@lab-user image list --name \(live.name) -f value").output.isEmpty
        }
        #expect(isThere)
        running.signal(SIGINT)
        let result = try await running.finish()
        #expect(result.status == 130, "\(result.errors)")
        #expect(result.errors.contains("the copy was stopped; the new image "), "\(result.errors)")
        let left = try await live.run("@glance@lab-user image list --name \(live.name) -f value")
        #expect(left.output.isEmpty && left.status == 0, "\(left.output)")
    }

    @Test func `to another store of one service`() async throws {
        try live.program.directory.write("disk", Array("0123456789".utf8))
        let made = try await live.run(
            "@glance@lab-admin image create \(live.name) --file disk --disk-format raw --private")
        #expect(made.status == 0, "\(made.errors)")
        let result = try await live.run(
            "image copy glance@lab-admin//\(live.name) glance@lab-admin --store slow -f value -c Result")
        #expect(result.output == "copied\n", "\(result.errors)")
        let stores = try await live.run("image show glance@lab-admin//\(live.name) -f value -c stores")
        #expect(stores.output.contains("slow") && stores.output.contains("fast"), "\(stores.output)")
        try await live.delete(on: "glance@lab-admin")
        let own = try await live.run("@glance@lab-user image create \(live.name) --file disk --disk-format raw")
        #expect(own.status == 0, "\(own.errors)")
        let refused = try await live.run("image copy glance@lab-user//\(live.name) glance@lab-user --store slow")
        #expect(refused.status == 4 && refused.errors.contains("only administrators may do this"), "\(refused.errors)")
        try await live.delete(on: "glance@lab-user")
    }
}
