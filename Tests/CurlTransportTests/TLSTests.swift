import BackendKit
import CurlTransport
import Foundation
import HTTPTransport
import TestSupport
import Testing

struct `TLS` {
    private static func get(_ address: String, _ options: TransportOptions) async throws -> Int {
        let transport = CurlTransport(options: options)
        let status = try await transport.answer(to: HTTPRequest(.get, try HTTPURL(address + "/"))).status
        await transport.close()
        return status
    }

    @Test func `trusts a bundle it was given`() async throws {
        let authority = try TestAuthority()
        let server = try TLSServer(try authority.issue("IP:127.0.0.1"))
        #expect(try await Self.get(server.address, options { $0.caFile = authority.certificate }) == 200)
    }

    @Test func `trusts a directory of certificates it was given`() async throws {
        let authority = try TestAuthority()
        let server = try TLSServer(try authority.issue("IP:127.0.0.1"))
        let trusted = try authority.trustDirectory()
        #expect(try await Self.get(server.address, options { $0.caDirectory = trusted }) == 200)
        let failure = await #expect(throws: TransportFailure.self) {
            try await Self.get(server.address, options { $0.caDirectory = trusted + "/gone" })
        }
        #expect(failure?.error.code == .usage)
    }

    /// What is wrong with a server's certificate, and how the error names it.
    @Test(arguments: [
        ("unknown issuer", "local issuer certificate"), ("other issuer", "local issuer certificate"),
        ("name", "subject name"), ("expired", "expired"), ("self-signed", "self-signed certificate"),
    ])
    func `refuses a certificate for what is wrong with it, and says so`(_ fault: String, _ words: String) async throws {
        let (authority, other) = (try TestAuthority(), try TestAuthority())
        let name = fault == "name" ? "DNS:image.example" : "IP:127.0.0.1"
        var identity = try authority.issue(name, days: fault == "expired" ? -1 : 2)
        if fault == "self-signed" { identity = try TestAuthority.selfSigned() }
        let server = try TLSServer(identity)
        let trusted: String? =
            switch fault {
            case "unknown issuer", "self-signed": nil
            case "other issuer": other.certificate
            default: authority.certificate
            }
        let failure = await #expect(throws: TransportFailure.self) {
            try await Self.get(server.address, options { $0.caFile = trusted })
        }
        #expect(failure?.error.code == .network && failure?.mayHaveActed == false && failure?.isFinal == true)
        #expect(failure?.error.message.contains(words) == true, "\(String(describing: failure))")
        #expect(failure?.error.message.contains(server.address) == true)
        #expect(failure?.error.hint?.contains("cacert") == true)
        // Nothing but the user's own word lets it through.
        #expect(try await Self.get(server.address, options { $0.verifiesTLS = false }) == 200)
    }

    @Test func `is checked through a proxy too`() async throws {
        let authority = try TestAuthority()
        let server = try TLSServer(try authority.issue("IP:127.0.0.1"))
        let port = server.port
        let proxy = try ScriptedServer { connection in
            _ = try connection.readRequest()
            try connection.write("HTTP/1.1 200 Connected\r\nX-Proxy: yes\r\n\r\n")
            try connection.tunnel(to: port)
        }
        let settings = options {
            $0.httpsProxy = proxy.address
            $0.caFile = authority.certificate
        }
        #expect(try await Self.get(server.address, settings) == 200)
        #expect(proxy.requests.first?.method == "CONNECT" && proxy.requests.first?["X-Auth-Token"] == nil)
        let failure = await #expect(throws: TransportFailure.self) {
            try await Self.get(server.address, options { $0.httpsProxy = proxy.address })
        }
        #expect(failure?.error.message.contains("not trusted") == true && failure?.mayHaveActed == false)
    }

    @Test func `shows a client's certificate`() async throws {
        let authority = try TestAuthority()
        let server = try TLSServer(try authority.issue("IP:127.0.0.1"), clients: authority)
        let client = try authority.issue("DNS:client.example")
        let known = options {
            $0.caFile = authority.certificate
            $0.clientCertificate = client.certificate
            $0.clientKey = client.key
        }
        #expect(try await Self.get(server.address, known) == 200)
        await #expect(throws: TransportFailure.self) {
            try await Self.get(server.address, options { $0.caFile = authority.certificate })
        }
    }

    @Test(arguments: ["pkey", "ec"])
    func `asks nobody for the passphrase of a client's key, and says what to do`(_ form: String) async throws {
        let authority = try TestAuthority()
        let server = try TLSServer(try authority.issue("IP:127.0.0.1"), clients: authority)
        let client = try authority.issue("DNS:client.example")
        let key = try authority.encrypted(client, by: form)
        let failure = await #expect(throws: TransportFailure.self) {
            try await Self.get(
                server.address,
                options {
                    $0.caFile = authority.certificate
                    $0.clientCertificate = client.certificate
                    $0.clientKey = key
                })
        }
        #expect(failure?.error.code == .usage && failure?.mayHaveActed == false && failure?.isFinal == true)
        #expect(failure?.error.message.contains("the client key '\(key)' is encrypted") == true)
        #expect(failure?.error.hint?.hasPrefix("!openssl pkey -in '\(key)'") == true)
    }

    @Test func `is at least 1_2`() async throws {
        let authority = try TestAuthority()
        let old = try TLSServer(
            try authority.issue("IP:127.0.0.1"), options: ["-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"])
        let failure = await #expect(throws: TransportFailure.self) {
            try await Self.get(old.address, options { $0.caFile = authority.certificate })
        }
        #expect(failure?.error.message.contains("no TLS with") == true && failure?.mayHaveActed == false)
    }

    @Test func `of a server that has none is an error that was not acted upon`() async throws {
        let server = try ScriptedServer { connection in
            _ = try? connection.readLine()
            try connection.write("HTTP/1.1 400 Bad Request\r\n\r\n")
        }
        let failure = await #expect(throws: TransportFailure.self) {
            try await Self.get("https://127.0.0.1:\(server.port)", options())
        }
        #expect(failure?.error.code == .network && failure?.mayHaveActed == false && failure?.isFinal == true)
        let words = failure?.error.message
        #expect(words == "no TLS with https://127.0.0.1:\(server.port): it answers without", "\(words ?? "")")
        #expect(failure?.error.hint?.hasPrefix("http:// in the address") == true)
    }

    @Test func `that breaks off while it is agreed on may be tried again`() async throws {
        let server = try ScriptedServer { _ in }
        let failure = await #expect(throws: TransportFailure.self) {
            try await Self.get("https://127.0.0.1:\(server.port)", options())
        }
        #expect(failure?.error.code == .network && failure?.mayHaveActed == false && failure?.isFinal == false)
    }

    @Test(arguments: ["missing", "garbage"])
    func `never goes on without a file it was told of`(_ fault: String) async throws {
        let directory = try TemporaryDirectory()
        if fault == "garbage" { try directory.write("ca.pem", "no certificate") }
        let authority = try TestAuthority()
        let server = try TLSServer(try authority.issue("IP:127.0.0.1"))
        let failure = await #expect(throws: TransportFailure.self) {
            try await Self.get(server.address, options { $0.caFile = directory("ca.pem") })
        }
        #expect(failure?.error.code == .usage, "\(String(describing: failure))")
        #expect(failure?.error.message.contains("ca.pem") == true && failure?.mayHaveActed == false)
    }
}
