internal import BackendKit
internal import CommandKit
internal import FileIO
internal import ImageSigning

/// Signs the data of new images, as `--sign-key-path` and `--sign-cert-id` ask for.
struct ImageSigner: Sendable {
    static let key = Option<FilePath>(
        "--sign-key-path", value: "sign-key-path",
        help: "Sign the data with the private RSA key in this file; needs --sign-cert-id")
    static let certificate = Option<String>(
        "--sign-cert-id", value: "sign-cert-id",
        help: "The ID of the key's certificate in the cloud's key manager, for whoever verifies the signature")

    private let signingKey: SigningKey
    private let certificate: String
    private let console: Console

    /// - Returns: `nil` when nothing is to be signed.
    /// - Throws: ``UsageError`` for one option without the other; an error that points at a key that cannot be used.
    init?(_ call: Call, in context: CommandContext) async throws {
        guard let (path, certificate) = try Self.options(call) else { return nil }
        self.certificate = certificate
        console = context.console
        signingKey = try await context.located(at: call.spans(of: Self.key).last) {
            try await Self.key(in: path, questions: context.session.environment.questions)
        }
    }

    /// What both options say; `nil` when nothing is to be signed.
    /// - Throws: ``UsageError`` for one without the other.
    static func options(_ call: Call) throws(UsageError) -> (key: FilePath, certificate: String)? {
        guard let span = (call.spans(of: key) + call.spans(of: certificate)).last else { return nil }
        guard let path = call[key], let certificate = call[certificate], !certificate.isEmpty else {
            throw UsageError(
                "a signature needs both --sign-key-path and --sign-cert-id; nothing was created", at: span,
                hint: "--sign-key-path key.pem --sign-cert-id CERTIFICATE")
        }
        return (path, certificate)
    }

    /// Signs the data, before the record of its image is made.
    func sign(_ source: ImageSource, into draft: inout ImageDraft) async throws {
        guard source.stream.canRestart else {
            throw UsageError(
                "data is signed before it is sent, so it must be in a file; '\(source.name)' can be read only once",
                at: source.span, hint: "--file FILE")
        }
        let line = console.progress("signing \(source.label)", of: source.stream.length)
        defer { line.finish() }
        let signature = try await signingKey.signature(of: source.stream.metered { line.advance($0) })
        for property in signature.properties(certificate: certificate) {
            draft.properties[property.name] = property.value
        }
    }

    private static let largestKey = 1 << 20

    private static func key(in path: FilePath, questions: BackendQuestions) async throws -> SigningKey {
        let text = try await BlockingWork.run {
            let file = try OpenFile.reading(path.text)
            defer { try? file.close() }
            return try file.read(largestKey, at: 0)
        }
        do throws(SigningKey.Fault) {
            return try SigningKey(pem: text)
        } catch {
            guard error == .needsPassword else { throw explained(error, path) }
        }
        guard let password = try await questions.secret("password of the key '\(path.text)'") else {
            throw ImageError(
                .usage, "the key '\(path.text)' is encrypted, and there is nobody to ask for its password",
                hint: "openssl pkey -in \(Quoting.word(path.text)) -out plain.pem")
        }
        do throws(SigningKey.Fault) {
            return try SigningKey(pem: text, password: password)
        } catch {
            guard error == .unreadable else { throw explained(error, path) }
            throw ImageError(.authentication, "that is not the password of the key '\(path.text)'")
        }
    }

    private static func explained(_ fault: SigningKey.Fault, _ path: FilePath) -> ImageError {
        switch fault {
        case .noLibrary(let reason): ImageError(.unsupported, "images cannot be signed here: \(reason)")
        case .notRSA:
            ImageError(
                .usage, "the key '\(path.text)' is no RSA key, and only those sign images",
                hint: "openssl genrsa -out key.pem 2048")
        case .needsPassword, .unreadable:
            ImageError(
                .usage, "'\(path.text)' holds no private key in PEM that can be read",
                hint: "openssl pkey -in \(Quoting.word(path.text)) -noout -text")
        }
    }
}
