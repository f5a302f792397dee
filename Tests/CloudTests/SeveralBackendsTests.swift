import Foundation
import TestSupport
import Testing

/// One session with the local store and both regions of a real cloud.
@Suite(.enabled(if: Lab.isUp, "IMGSH_LAB_STATE names no lab"))
struct `several backends of a real cloud` {
    private let program: TestProgram
    private let name = "sessions-test-" + UUID().uuidString.lowercased()

    init() throws {
        program = try TestProgram(environment: Lab.environment)
    }

    private func run(_ lines: String) async throws -> TestProgram.Result { try await program.run("-c", lines) }

    @Test func `hold images of one name, each for itself`() async throws {
        let file = try program.directory.write("data", "0123456789")
        let result = try await run(
            """
            create \(name) --file \(file) --disk-format raw -f value -c size
            use glance@lab-user --os-region-name RegionTwo
            create \(name) --disk-format raw --container-format bare --min-disk 2 -f value -c min_disk
            @glance@lab-user create \(name) --disk-format raw --container-format bare --min-disk 1 -f value -c min_disk
            show \(name) -f value -c min_disk
            show glance@lab-user//\(name) -f value -c min_disk
            show local//\(name) -f value -c min_disk
            set glance@lab-user//\(name) --tag one; tag add \(name) two
            show glance@lab-two//\(name) -f json --noindent -c tags
            delete glance@lab-user//\(name) //\(name)
            list --name \(name) -f value; @glance@lab-user list --name \(name) -f value
            """)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output == "10\n2\n1\n2\n1\n0\n{\"tags\": [\"two\"]}\n", "\(result.output)")
        _ = try await run("use glance@lab-two; delete \(name)")
        _ = try await run("use glance@lab-user; delete \(name)")
    }

    @Test func `are listed with what is known of them`() async throws {
        let list = "backend list -f value -c Current -c Backend -c Region -c Project -c User -c State"
        let result = try await run(
            """
            use glance@lab-user; \(list)
            list --limit 1 -f value -c Status; use glance@lab-user:RegionTwo; list --limit 1 -f value
            use glance@lab-admin --os-project-name demo --as mine; list --limit 1 -f value -c Status; \(list)
            backend close; backend list -f json -c 'Token Life'
            """)
        #expect(result.status == 0, "\(result.errors)")
        #expect(
            result.output.hasPrefix("* glance@lab-user RegionOne None None not logged in\n"), "\(result.output)")
        #expect(
            result.output.contains(
                """
                 glance@lab-user RegionOne demo demo open
                 glance@lab-user:RegionTwo RegionTwo demo demo open
                * mine RegionOne demo admin open

                """), "\(result.output)")
        #expect(result.errors.contains("'mine' is closed; the current backend is 'glance@lab-user:RegionTwo'"))
        let lives = result.output.split(separator: "\n").filter { $0.contains("Token Life") }
        #expect(lives.count == 2 && lives.allSatisfy { $0.contains(": 3") })
    }

    @Test func `are told of servers by Nova of the same cloud and project`() async throws {
        let result = try await run(
            """
            use glance@lab-admin --os-project-name demo --as mine; server list -f value
            backend list -f value -c Backend -c Project; server image create nobody
            """)
        #expect(result.output.contains("nova@lab-admin demo\n"), "\(result.output)")
        #expect(result.errors.contains("no server 'nobody' on nova@lab-admin\n"), "\(result.errors)")
        #expect(result.status == 3)
    }

    @Test(arguments: [
        ("use glance@lab-usr", "there is no cloud 'lab-usr'\n"),
        ("use glance@lab-usr", "try: backend use glance@lab-user\n"),
        ("use glance@lab-usr", "there are: lab-admin, lab-user, "),
        ("show glance@lab-user:Nowhere//x", "no public endpoint of service 'image' in region 'Nowhere'"),
        ("show glance@lab-two//no-such-image", "no image 'no-such-image' on glance@lab-two\n"),
        ("use glance@lab-user; use glance@lab-user --os-project-name x", "is called 'glance@lab-user' already"),
    ])
    func `are never guessed`(_ line: String, _ words: String) async throws {
        let result = try await run(line)
        #expect(result.status != 0)
        #expect(result.errors.contains(words), "\(result.errors)")
    }
}
