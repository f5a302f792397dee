import BackendKit
import HTTPTransport
import OpenStack
import TestSupport
import Testing

struct `a trace` {
    private func trace(_ request: ServiceRequest, _ exchange: StubTransport.Exchange) async throws -> [String] {
        var bench = try Bench()
        bench.settings.caFile = "/ca's.pem"
        bench.reports.diagnostics.tracesExchanges = true
        bench.stub.expect(Bench.login(), exchange)
        _ = try? await bench.connection.service(.image).send(request)
        #expect(bench.stub.problems == [])
        return bench.reports.trace
    }

    @Test func `is a curl command and the answer`() async throws {
        let lines = try await trace(
            ServiceRequest(.post, ["images"], body: .bytes(Array(#"{"name": "it's"}"#.utf8)), accepts: [201]),
            .init(.post, Bench.images, 201, ["Content-Type": "application/json"], #"{"id": "x"}"#))
        let command = try #require(lines.first { $0.hasPrefix("curl") && $0.contains("image.test") })
        #expect(
            command
                == #"curl -g -i --cacert '/ca'\''s.pem' -X POST 'https://image.test/pre/v2/images' "#
                + #"-H 'Accept: application/json' -H 'Content-Type: application/json' -H 'X-Auth-Token: ***' "#
                + #"--data-binary '{"name":"it'\''s"}'"#)
        #expect(lines.contains("< HTTP 201 after 0 ms"))
        #expect(lines.last == #"< {"id":"x"}"#)
    }

    @Test func `strikes out secrets by name and by value, in every form`() async throws {
        let password = Bench.password
        let body =
            #"{"password": "abc1", "nested": [{"admin_secret": "def1"}], "note": "token-1 and pa ss/w\"örd", "#
            + #""uri": "https://u:ghi@store.test/x?Signature=jkl&limit=3", "enc": "pa%20ss%2Fw%22%C3%B6rd", "#
            + #""base": "cGEgc3MvdyLDtnJk", "keep": "kept"}"#
        let lines = try await trace(
            ServiceRequest(.put, ["images"], headers: ["Cookie": "c00kie"], body: .bytes(Array(body.utf8))),
            .init(
                .put, Bench.images, 500,
                ["Set-Cookie": "c00kie", "Authorization": "c00kie", "X-Service-Token": "c00kie", "X-Note": "token-1"],
                "plain \(password) text"))
        let text = lines.joined(separator: "\n")
        for secret in [
            "abc1", "def1", "token-1", "pa ss", "w\\\"örd", "ghi", "jkl", "pa%20ss", "cGEgc3MvdyLDtnJk", "c00kie",
        ] {
            #expect(!text.contains(secret), "\(secret)")
        }
        #expect(text.contains("kept"))
        #expect(text.contains("limit=3"))
    }

    @Test func `shows no secret of the login`() async throws {
        let lines = try await trace(ServiceRequest(.get, ["images"]), .init(.get, Bench.images, 200, [:], "[]"))
        let text = lines.joined(separator: "\n")
        #expect(text.contains("curl -g -i"))
        #expect(text.contains("https://id.test/v3/auth/tokens"))
        #expect(text.contains(#""password":"***""#))
        #expect(text.contains("X-Subject-Token: ***"))
        #expect(!text.contains("token-1"))
        #expect(!text.contains("pa ss"))
    }

    @Test func `hides unknown parts of a query`() async throws {
        let url = Bench.images + "?limit=2&my_property=s3cret"
        let lines = try await trace(
            ServiceRequest(.get, ["images"], query: [("limit", "2"), ("my_property", "s3cret")]), .init(.get, url, 200))
        #expect(lines.contains { $0.contains("?limit=2&my_property=***") })
        #expect(!lines.contains { $0.contains("s3cret") })
    }

    @Test func `hides what lets others in in the addresses of an answer's head`() async throws {
        let lines = try await trace(
            ServiceRequest(.get, ["images"]),
            .init(
                .get, Bench.images, 200,
                [
                    "Content-Location": "https://store.test/x?X-Amz-Signature=s3cret&limit=3",
                    "Link": "<https://me:s3cret@store.test/x>; rel=next",
                ]))
        #expect(lines.contains("< Content-Location: https://store.test/x?X-Amz-Signature=***&limit=3"))
        #expect(lines.contains("< Link: <https://***@store.test/x>; rel=next"))
        #expect(!lines.contains { $0.contains("s3cret") })
    }

    @Test func `hides what lets others in in the addresses of a page, line by line`() async throws {
        let page = "<p>no answer from https://u:pass1@store.test/x?Signature=f3f4</p>\r\n<p>it is busy; later</p>\n"
        let lines = try await trace(
            ServiceRequest(.get, ["images"]), .init(.get, Bench.images, 200, ["Content-Type": "text/html"], page))
        #expect(!lines.contains { $0.contains("pass1") || $0.contains("f3f4") }, "\(lines)")
        #expect(lines.last == "< <p>it is busy; later</p>")
    }

    @Test func `finds a secret before a combining mark too`() async throws {
        let lines = try await trace(
            ServiceRequest(.get, ["images"]),
            .init(.get, Bench.images, 200, ["Content-Type": "text/plain"], "a token-1\u{301} b"))
        #expect(!lines.contains { $0.utf8.count > 4 && $0.contains("oken-1") })
        #expect(lines.last == "< a ***\u{301} b")
    }

    @Test func `says what broke`() async throws {
        let failure = TransportFailure(ImageError(.network, "refused with token-1"), mayHaveActed: true)
        let lines = try await trace(
            ServiceRequest(.post, ["images"]), .init(.post, Bench.images, throws: failure))
        #expect(lines.last == "< refused with *** after 0 ms")
    }

    @Test func `costs nothing when nobody wants it, and times are told by call`() async throws {
        let bench = try Bench()
        bench.reports.diagnostics.timesCalls = true
        bench.stub.expect(Bench.login(), .init(.get, Bench.images, 200))
        _ = try await bench.connection.service(.image).send(ServiceRequest(.get, ["images"]))
        #expect(bench.reports.trace == [])
        #expect(bench.reports.calls == ["POST /v3/auth/tokens", "GET /pre/v2/images"])
    }
}
