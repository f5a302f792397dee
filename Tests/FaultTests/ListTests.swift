import Foundation
import TestSupport
import Testing

/// A service that answers every list as a test says, and the program that asks it.
struct ListBench {
    let server: ScriptedServer
    let program: TestProgram

    /// - Parameter answer: to the number of the request, which begins at 0.
    init(
        _ variables: [String: String] = [:],
        _ answer: @escaping @Sendable (ScriptedConnection, ScriptedRequest) throws -> Void
    ) throws {
        server = try ScriptedServer { connection in
            while true { try answer(connection, try connection.readRequest()) }
        }
        program = try TestProgram(
            environment: [
                "OS_AUTH_TYPE": "admin_token", "OS_TOKEN": "secret-token", "OS_ENDPOINT": server.address,
                "IMGSH_BACKEND": "glance",
            ].merging(variables) { _, new in new })
    }

    static let id = "11111111-2222-4333-8444-555555555555"
    static let json = [("Content-Type", "application/json")]

    static func record(_ id: String, name: String) -> String {
        """
        {"id": "\(id)", "name": \(name), "status": "active", "disk_format": "raw", "container_format": "bare", \
        "size": 1, "checksum": null, "os_hash_algo": null, "os_hash_value": null, "visibility": "private", \
        "created_at": "2026-01-01T00:00:00Z", "tags": [\(name)], "prop": \(name)}
        """
    }

    static let rows = [record("1", name: "\"one\""), record("2", name: "\"two\"")].joined(separator: ",")

    func list(_ more: String...) async throws -> TestProgram.Result {
        try await program.run(["image", "list", "-f", "value", "-c", "Name"] + more)
    }
}

/// Fault class F-N4.
struct `F-N4 a service that leads elsewhere` {
    private static let calls = [
        ["image", "list"], ["image", "show", "1"], ["image", "save", "1", "--file", "out"], ["image", "delete", "1"],
        ["image", "set", "1", "--name", "y"], ["image", "create", "x"],
    ]

    @Test(arguments: [301, 302, 303, 307, 308], calls)
    func `is not followed, and nobody there is asked or gets the token`(_ status: Int, _ call: [String]) async throws {
        let other = try ScriptedServer { connection in _ = try connection.readRequest() }
        let bench = try ListBench { connection, _ in
            try connection.answer(status, [("Location", other.address + "/v2/images")])
        }
        let result = try await bench.program.run(call)
        #expect(result.status == 8 && result.output.isEmpty, "\(result.errors)")
        #expect(result.errors.contains(other.address) && result.errors.contains("not followed"), "\(result.errors)")
        #expect(other.connections == 0)
        #expect(!bench.program.directory.exists("out"))
    }
}

/// Fault class F-N5.
struct `F-N5 a list` {
    @Test func `whose next page is at another host ends, and nobody there gets the token`() async throws {
        let other = try ScriptedServer { connection in
            _ = try connection.readRequest()
            try connection.answer(200, ListBench.json, "{\"images\": [\(ListBench.record("9", name: "\"theirs\""))]}")
        }
        let next = other.address + "/v2/images?marker=2"
        let bench = try ListBench { connection, _ in
            try connection.answer(200, ListBench.json, "{\"images\": [\(ListBench.rows)], \"next\": \"\(next)\"}")
        }
        let result = try await bench.list()
        #expect(result.status == 8 && !result.output.contains("theirs"), "\(result.errors)")
        #expect(other.connections == 0)
        #expect(bench.server.requests.allSatisfy { !$0.target.contains("marker=") })
    }

    @Test func `whose next page is itself ends, and shows what came`() async throws {
        let bench = try ListBench { connection, request in
            try connection.answer(
                200, ListBench.json, "{\"images\": [\(ListBench.rows)], \"next\": \"\(request.target)\"}")
        }
        let result = try await bench.list()
        #expect(result.status == 8, "\(result.errors)")
        #expect(result.output == "one\ntwo\n")
        #expect(bench.server.requests.count <= 4)
    }

    @Test func `of a busy service is asked for again when that says when`() async throws {
        let answers = Counter()
        let bench = try ListBench { connection, request in
            if answers.next() == 0 { return try connection.answer(503, [("Retry-After", "1")], "busy") }
            let rows = request.target.contains("os_hidden=true") ? "" : ListBench.rows
            try connection.answer(200, ListBench.json, "{\"images\": [\(rows)]}")
        }
        let result = try await bench.list()
        #expect(result.status == 0 && result.output == "one\ntwo\n", "\(result.errors)")
        #expect(result.errors.contains("(503), trying again in"), "\(result.errors)")
    }

    @Test func `of a service that is always busy is given up with its own status`() async throws {
        let bench = try ListBench(["IMGSH_NO_RETRY": "1"]) { connection, _ in
            try connection.answer(503, [("Retry-After", "1")], "<html><h1>Busy</h1>come back later</html>")
        }
        let result = try await bench.list()
        #expect(result.status == 7 && result.output.isEmpty)
        #expect(result.errors.contains("503") && result.errors.contains("come back later"), "\(result.errors)")
        #expect(bench.server.requests.count == 1)
    }
}

/// Fault class F-N6.
struct `F-N6 an answer that is not what it should be` {
    private static let bodies: [(String, String)] = [
        ("{\"images\": " + String(repeating: "[", count: 200_000), "nested"),
        ("<html><head><title>Log in</title></head><body><h1>Log in</h1></body></html>", "HTML"),
        ("", "empty"), ("5", "number"), ("{\"images\": {}}", "object"), ("{}", "no list"),
        ("{\"images\": [", "cut off"), ("\u{FEFF}\0", "zero"),
    ]

    @Test(arguments: bodies)
    func `is refused in words, and crashes nothing`(_ body: (String, String)) async throws {
        let type = body.1 == "HTML" ? [("Content-Type", "text/html")] : ListBench.json
        let bench = try ListBench { connection, _ in try connection.answer(200, type, body.0) }
        for call in [["image", "list"], ["image", "show", "1"]] {
            let result = try await bench.program.run(call)
            #expect(result.status == 8 && result.output.isEmpty, "\(body.1): \(result.status) \(result.errors)")
            #expect(
                result.errors.hasPrefix("imgsh: ") && result.errors.utf8.count < 1000, "\(body.1): \(result.errors)")
        }
    }

    @Test func `with one bad row shows the others`() async throws {
        let bench = try ListBench { connection, request in
            let isMore = request.target.contains("os_hidden=true")
            let bad = "5, {\"id\": 7}, {\"name\": \"no id\"}"
            try connection.answer(200, ListBench.json, "{\"images\": [\(isMore ? "" : ListBench.rows + "," + bad)]}")
        }
        let result = try await bench.list()
        #expect(result.output.hasPrefix("one\ntwo\n"), "\(result.output)")
        #expect(result.status == 8 || result.errors.contains("warning"), "\(result.errors)")
    }

    @Test(arguments: ["table", "value", "csv", "json", "yaml", "jsonl"])
    func `never drives the terminal, whatever an image is called`(_ format: String) async throws {
        let name = "\"a\\u001b]0;owned\\u0007\\u001b[31mred\\u009b2J\\u202eevil\\rx\\ny\\u0000\\u007f\\u0085\""
        let record = ListBench.record(ListBench.id, name: name)
        let bench = try ListBench { connection, request in
            let isOne = request.target.hasPrefix("/v2/images/" + ListBench.id)
            let isMore = request.target.contains("os_hidden=true")
            try connection.answer(200, ListBench.json, isOne ? record : "{\"images\": [\(isMore ? "" : record)]}")
        }
        // One record has no form in CSV.
        for call in [["image", "list", "--long"], ["image", "show", ListBench.id]].prefix(format == "csv" ? 1 : 2) {
            let result = try await bench.program.run(call + ["-f", format])
            #expect(result.status == 0 && result.output.contains("owned"), "\(result.errors)")
            for scalar in (result.output + result.errors).unicodeScalars where scalar != "\n" {
                let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                let isDirection = (0x202A...0x202E).contains(scalar.value)
                #expect(!isControl && !isDirection, "\(format): U+\(String(scalar.value, radix: 16))")
            }
        }
    }
}

/// Fault class F-N3.
struct `F-N3 a status nobody wants` {
    private static let statuses: [(Int, Int32)] = [
        (400, 2), (401, 4), (403, 4), (404, 3), (409, 5), (410, 5), (413, 5), (418, 8), (500, 7), (501, 7), (502, 7),
        (503, 7), (504, 7),
    ]
    private static let calls = [
        ["image", "list"], ["image", "show", ListBench.id], ["image", "create", "x"],
        ["image", "delete", ListBench.id],
    ]

    /// An address that knows neither the list of images nor where to make one is no Glance's; an image that is not there by its
    /// ID is looked for by that name.
    private static func expected(_ status: (Int, Int32), _ call: [String]) -> Int32 {
        status.0 == 404 && ["list", "show", "create"].contains(call[1]) ? 8 : status.1
    }

    @Test(arguments: statuses, calls)
    func `is a failure in words, and nothing is sent twice`(_ status: (Int, Int32), _ call: [String]) async throws {
        let record = ListBench.record(ListBench.id, name: "\"one\"")
        let bench = try ListBench(["IMGSH_NO_RETRY": "1"]) { connection, request in
            // What a call looks up before is there.
            let isLookup = request.method == "GET" && call[1] != "list" && call[1] != "show"
            if isLookup, request.target.hasPrefix("/v2/images/" + ListBench.id) {
                return try connection.answer(200, ListBench.json, record)
            }
            if isLookup {
                let isList = request.target.hasPrefix("/v2/images?")
                return try connection.answer(isList ? 200 : 404, ListBench.json, "{\"images\": []}")
            }
            try connection.answer(status.0, [("x-openstack-request-id", "req-1")], "{}")
        }
        let result = try await bench.program.run(call)
        #expect(result.status == Self.expected(status, call) && result.output.isEmpty, "\(result.errors)")
        #expect(result.errors.hasPrefix("imgsh: ") && result.errors.contains("\(status.0)"), "\(result.errors)")
        for method in ["POST", "DELETE"] {
            #expect(bench.server.requests.count { $0.method == method } <= 1)
        }
    }
}

/// Fault class F-O3.
struct `F-O3 a debug trace` {
    @Test func `of a login and an upload holds no secret`() async throws {
        let bench = try Bench()
        let result = try await bench.create("--debug")
        try await bench.expectComplete(result)
        #expect(result.errors.contains("curl") && result.errors.contains("PUT"), "there must be a trace")
        for secret in [UploadServer.password, UploadServer.token(1)] {
            let forms = [secret, Data(secret.utf8).base64EncodedString()]
            for form in forms { #expect(!result.errors.contains(form) && !result.output.contains(form)) }
        }
    }
}

/// Counts from 0, from any thread.
final class Counter: @unchecked Sendable {
    // SAFETY: guarded by the lock.
    private let lock = NSLock()
    private var count = 0

    func next() -> Int {
        lock.withLock {
            defer { count += 1 }
            return count
        }
    }
}
