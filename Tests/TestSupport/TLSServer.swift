import Foundation

/// Certificates made for one test by the `openssl` command: an authority, and what it signed.
public struct TestAuthority: Sendable {
    private let directory: TemporaryDirectory
    /// The authority's own certificate, to be trusted.
    public var certificate: String { directory("ca.pem") }

    /// A certificate and its key.
    public struct Identity: Sendable {
        public let certificate: String
        public let key: String
        // The files go with the last reference.
        fileprivate let kept: TemporaryDirectory
    }

    public init() throws {
        directory = try TemporaryDirectory()
        try run("req", "-x509", "-nodes", "-days", "2", "-subj", "/CN=Test authority", "-out", "ca.pem", key: "ca.key")
    }

    /// A directory with its certificate under the name by which OpenSSL looks for it.
    public func trustDirectory() throws -> String {
        let path = directory("trusted")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        try FileManager.default.copyItem(atPath: certificate, toPath: path + "/ca.pem")
        try run("rehash", path)
        return path
    }

    /// - Parameters:
    ///   - name: as a subject alternative name: `IP:127.0.0.1`, `DNS:image.example`.
    ///   - days: until it expires; less than zero is expired.
    public func issue(_ name: String, days: Int = 2) throws -> Identity {
        let base = UUID().uuidString
        try directory.write(base + ".ext", "subjectAltName=" + name)
        try run("req", "-nodes", "-subj", "/CN=test", "-out", base + ".csr", key: base + ".key")
        try run(
            "x509", "-req", "-in", base + ".csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-set_serial",
            String(UInt32.random(in: 1...UInt32.max)), "-days", String(days), "-extfile", base + ".ext", "-out",
            base + ".pem")
        return Identity(
            certificate: directory(base + ".pem"), key: directory(base + ".key"), kept: directory)
    }

    /// The identity's key, behind the passphrase `secret`.
    /// - Parameter form: `pkey` for PKCS #8, `ec` for the older form of OpenSSL.
    public func encrypted(_ identity: Identity, by form: String) throws -> String {
        let name = UUID().uuidString + ".key"
        try run(form, "-aes256", "-passout", "pass:secret", "-in", identity.key, "-out", name)
        return directory(name)
    }

    /// A certificate that nobody but itself vouches for.
    public static func selfSigned() throws -> Identity {
        let authority = try TestAuthority()
        return Identity(
            certificate: authority.certificate, key: authority.directory("ca.key"), kept: authority.directory)
    }

    private func run(_ arguments: String..., key: String? = nil) throws {
        let newKey = key.map { ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-keyout", $0] } ?? []
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = arguments + newKey
        process.currentDirectoryURL = URL(filePath: directory.path)
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    }
}

/// A server that speaks TLS on 127.0.0.1, and answers every `GET` with a page of its own: `openssl s_server`.
public final class TLSServer: Sendable {
    public let port: Int
    private let process = Process()

    /// - Parameters:
    ///   - clients: whose clients it takes; `nil` takes all.
    ///   - options: more of s_server's, such as `-tls1_1`.
    public init(_ identity: TestAuthority.Identity, clients: TestAuthority? = nil, options: [String] = []) throws {
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        var arguments = ["s_server", "-accept", "127.0.0.1:0", "-www"]
        arguments += ["-cert", identity.certificate, "-key", identity.key]
        if let clients { arguments += ["-Verify", "1", "-verify_return_error", "-CAfile", clients.certificate] }
        process.arguments = arguments + options
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        // It says where it listens: "ACCEPT 127.0.0.1:40421".
        var said = ""
        while !said.contains("ACCEPT") || !said.hasSuffix("\n") {
            let bytes = output.fileHandleForReading.availableData
            guard !bytes.isEmpty else { throw CocoaError(.executableLoad) }
            said += String(decoding: bytes, as: UTF8.self)
        }
        let line = said.split(separator: "\n").first { $0.hasPrefix("ACCEPT") } ?? ""
        guard let port = line.split(separator: ":").last.flatMap({ Int($0) }) else {
            throw CocoaError(.executableLoad)
        }
        self.port = port
        output.fileHandleForReading.readabilityHandler = { @Sendable handle in
            // Drained, so that it never waits for room.
            if handle.availableData.isEmpty { handle.readabilityHandler = nil }
        }
    }

    deinit {
        // Not terminate(): a child of one of Dispatch's threads inherits a mask that blocks all but this.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// `https://127.0.0.1:PORT`
    public var address: String { "https://127.0.0.1:\(port)" }
}
