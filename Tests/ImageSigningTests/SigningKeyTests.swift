import BackendKit
import ImageSigning
import TestSupport
import Testing

/// Keys are made and signatures verified by the `openssl` program.
struct `signing data with a private key` {
    private let directory: TemporaryDirectory
    private let pem: [UInt8]

    init() throws {
        directory = try TemporaryDirectory()
        pem = try Tool.run("openssl", ["genrsa", "2048"])
        try directory.write("key.pem", pem)
        try directory.write("public.pem", try Tool.run("openssl", ["pkey", "-pubout"], input: pem))
    }

    /// Whether `openssl` takes the signature for one of the data, with the longest salt, as the services' verifier wants.
    private func isValid(_ signature: ImageSignature, of data: [UInt8]) throws -> Bool {
        let bytes = try Tool.run("openssl", ["base64", "-d", "-A"], input: Array(signature.text.utf8))
        let file = try directory.write("signature", bytes)
        do {
            let said = try Tool.run(
                "openssl",
                [
                    "dgst", "-sha256", "-verify", directory("public.pem"), "-signature", file, "-sigopt",
                    "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:max", "-sigopt", "rsa_mgf1_md:sha256",
                ], input: data)
            return String(decoding: said, as: UTF8.self) == "Verified OK\n"
        } catch is Tool.Failure {
            return false
        }
    }

    @Test(arguments: [0, 1, 1000, 3_000_001])
    func `gives a signature that openssl verifies`(_ count: Int) async throws {
        let data = ImageServer.bytes(count)
        let signature = try await SigningKey(pem: pem).signature(of: ByteStream(data, chunk: 70_000))
        #expect(try isValid(signature, of: data))
        #expect(try !isValid(signature, of: data + [0]))
    }

    @Test func `never gives the same signature twice`() async throws {
        let key = try SigningKey(pem: pem)
        let data = ByteStream([1, 2, 3])
        let (one, other) = (try await key.signature(of: data), try await key.signature(of: data))
        #expect(one != other)
        #expect(try isValid(one, of: [1, 2, 3]) && isValid(other, of: [1, 2, 3]))
    }

    @Test func `serves several images at the same time`() async throws {
        let key = try SigningKey(pem: pem)
        let signatures = try await withThrowingTaskGroup(of: (Int, ImageSignature).self) { group in
            for count in 1...8 {
                group.addTask { (count, try await key.signature(of: ByteStream(ImageServer.bytes(count * 10_000)))) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for (count, signature) in signatures {
            #expect(try isValid(signature, of: ImageServer.bytes(count * 10_000)))
        }
    }

    @Test(arguments: ["-aes256", "-traditional"])
    func `opens an encrypted key with its password alone`(_ form: String) async throws {
        let forms = form == "-aes256" ? [form] : ["-aes256", form]
        let locked = try Tool.run("openssl", ["pkey"] + forms + ["-passout", "pass:open sésame"], input: pem)
        #expect(String(decoding: locked, as: UTF8.self).contains("ENCRYPTED"))
        #expect(throws: SigningKey.Fault.needsPassword) { try SigningKey(pem: locked) }
        #expect(throws: SigningKey.Fault.unreadable) { try SigningKey(pem: locked, password: "open sesame") }
        #expect(throws: SigningKey.Fault.unreadable) { try SigningKey(pem: locked, password: "") }
        let signature = try await SigningKey(pem: locked, password: "open sésame").signature(of: ByteStream([7]))
        #expect(try isValid(signature, of: [7]))
    }

    @Test func `refuses what is no private RSA key`() throws {
        let curve = try Tool.run("openssl", ["ecparam", "-name", "prime256v1", "-genkey", "-noout"])
        #expect(throws: SigningKey.Fault.notRSA) { try SigningKey(pem: curve) }
        for text in [[], Array("nonsense".utf8), try directory.read("public.pem"), Array(pem.prefix(pem.count / 2))] {
            #expect(throws: SigningKey.Fault.unreadable) { try SigningKey(pem: text) }
        }
    }

    @Test func `passes on what the data throws`() async throws {
        let broken = ByteStream(length: nil, canRestart: true) { BrokenReader() }
        let key = try SigningKey(pem: pem)
        await #expect(throws: ImageError.self) { try await key.signature(of: broken) }
    }

    @Test func `is kept in the properties that services read`() async throws {
        let signature = try await SigningKey(pem: pem).signature(of: ByteStream([1]))
        let properties = signature.properties(certificate: "4f1c")
        #expect(
            properties.map(\.name) == [
                "img_signature", "img_signature_certificate_uuid", "img_signature_hash_method",
                "img_signature_key_type",
            ])
        #expect(properties.map(\.value) == [signature.text, "4f1c", "SHA-256", "RSA-PSS"])
    }
}

private final class BrokenReader: ByteStream.Reader {
    func next() async throws -> [UInt8]? { throw ImageError(.local, "the disk is broken") }
}
