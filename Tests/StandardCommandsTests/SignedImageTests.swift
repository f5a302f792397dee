import TestSupport
import Testing

/// `image create --sign-key-path KEY --sign-cert-id ID`
struct `images that are signed` {
    private let program: TestProgram

    init() throws {
        program = try TestProgram()
        try program.directory.write("disk.raw", ImageServer.bytes(200_000))
        let key = try Tool.run("openssl", ["genrsa", "2048"])
        try program.directory.write("key.pem", key)
        try program.directory.write("public.pem", try Tool.run("openssl", ["pkey", "-pubout"], input: key))
    }

    private func create(_ more: String...) async throws -> TestProgram.Result {
        try await program.run(["image", "create", "x", "--disk-format", "raw"] + more)
    }

    private func property(_ name: String, of image: String = "x") async throws -> String {
        String(try await program.run("image", "show", image, "-f", "value", "-c", name).output.dropLast())
    }

    private func verifies(_ signature: String, of file: String) throws -> Bool {
        let bytes = try Tool.run("openssl", ["base64", "-d", "-A"], input: Array(signature.utf8))
        let path = try program.directory.write("signature", bytes)
        let said = try? Tool.run(
            "openssl",
            [
                "dgst", "-sha256", "-verify", program.directory("public.pem"), "-signature", path, "-sigopt",
                "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:max", program.directory(file),
            ])
        return said.map { String(decoding: $0, as: UTF8.self) } == "Verified OK\n"
    }

    @Test func `have a signature of their data that openssl verifies`() async throws {
        let made = try await create("--file", "disk.raw", "--sign-key-path", "key.pem", "--sign-cert-id", "4f1c-77")
        #expect(made.status == 0, "\(made.errors)")
        #expect(try verifies(try await property("img_signature"), of: "disk.raw"))
        #expect(try await property("img_signature_certificate_uuid") == "4f1c-77")
        #expect(try await property("img_signature_hash_method") == "SHA-256")
        #expect(try await property("img_signature_key_type") == "RSA-PSS")
    }

    @Test func `are signed as they are kept, unpacked`() async throws {
        try program.directory.write("disk.raw.xz", try Packer.xz.pack(try program.directory.read("disk.raw")))
        let made = try await create(
            "--file", "disk.raw.xz", "--decompress", "--sign-key-path", "key.pem", "--sign-cert-id", "c")
        #expect(made.status == 0, "\(made.errors)")
        #expect(try verifies(try await property("img_signature"), of: "disk.raw"))
    }

    @Test func `are signed each for itself`() async throws {
        try program.directory.write("other.raw", ImageServer.bytes(50_000, seed: 9))
        let made = try await program.run(
            "image", "create", "disk.raw", "other.raw", "--sign-key-path", "key.pem", "--sign-cert-id", "c")
        #expect(made.status == 0, "\(made.errors)")
        #expect(try verifies(try await property("img_signature", of: "disk"), of: "disk.raw"))
        #expect(try verifies(try await property("img_signature", of: "other"), of: "other.raw"))
    }

    @Test(arguments: [
        (["--sign-key-path", "key.pem", "--file", "disk.raw"], "a signature needs both"),
        (["--sign-cert-id", "c", "--file", "disk.raw"], "a signature needs both"),
        (["--sign-key-path", "key.pem", "--sign-cert-id", "c"], "there is nothing to sign"),
        (["--sign-key-path", "nope.pem", "--sign-cert-id", "c", "--file", "disk.raw"], "nope.pem"),
        (["--sign-key-path", "disk.raw", "--sign-cert-id", "c", "--file", "disk.raw"], "holds no private key in PEM"),
        (
            ["--sign-key-path", "public.pem", "--sign-cert-id", "c", "--file", "disk.raw"],
            "holds no private key in PEM"
        ),
    ])
    func `are not made when they cannot be signed`(_ options: [String], _ message: String) async throws {
        let refused = try await program.run(["image", "create", "x", "--disk-format", "raw"] + options)
        #expect(refused.status != 0 && refused.errors.contains(message), "\(refused.errors)")
        #expect(try await program.run("image", "list", "-f", "value").output.isEmpty)
    }

    @Test func `need data that can be read twice, and a password where nobody can be asked`() async throws {
        let piped = try await program.run(
            ["image", "create", "x", "--file", "-", "--sign-key-path", "key.pem", "--sign-cert-id", "c"],
            input: ImageServer.bytes(1000))
        // A file as standard input can be read twice, a pipe cannot; either way nothing is half done.
        #expect(piped.status == 0 || piped.errors.contains("can be read only once"), "\(piped.errors)")
        let locked = try Tool.run(
            "openssl", ["pkey", "-aes256", "-passout", "pass:word", "-in", program.directory("key.pem")])
        try program.directory.write("locked.pem", locked)
        let refused = try await create("--file", "disk.raw", "--sign-key-path", "locked.pem", "--sign-cert-id", "c")
        #expect(refused.status == 2 && refused.errors.contains("there is nobody to ask for its password"))
        #expect(refused.errors.contains("try: openssl pkey -in locked.pem"), "\(refused.errors)")
    }
}
