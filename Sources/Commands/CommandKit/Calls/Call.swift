/// One parsed use of a command. It exists only once everything was understood.
public struct Call: Sendable {
    public let signature: Signature
    /// How the output is to look.
    public let output: OutputOptions
    /// All the words, for messages.
    public let words: [Word]
    private let values: [String: any Sendable]
    private let spans: [String: [SourceSpan]]

    init(
        signature: Signature, output: OutputOptions, words: [Word], values: [String: any Sendable],
        spans: [String: [SourceSpan]]
    ) {
        self.signature = signature
        self.output = output
        self.words = words
        self.values = values
        self.spans = spans
    }

    /// What was given for a parameter of the signature.
    public subscript<P: Parameter>(_ parameter: P) -> P.Output {
        guard let value = values[parameter.shape.key] as? P.Output else {
            preconditionFailure("'\(parameter.shape.key)' is not in the signature of '\(signature.name)'")
        }
        return value
    }

    /// Where the values of a parameter stand, in the order they were given.
    public func spans(of parameter: some Parameter) -> [SourceSpan] { spans[parameter.shape.key] ?? [] }

    /// Whether a parameter was given at all.
    public func has(_ parameter: some Parameter) -> Bool { !spans(of: parameter).isEmpty }

    /// The images that are named, in the order of the signature.
    public var namedImages: [ImageReference] {
        signature.parameters.flatMap { parameter -> [ImageReference] in
            switch values[parameter.shape.key] {
            case let image as ImageReference: [image]
            case let images as [ImageReference]: images
            default: []
            }
        }
    }

    /// The files a command takes data from, in the order of the signature; none of a command that takes no data.
    public var filesToRead: [FilePath] {
        guard signature.readsInput else { return [] }
        return signature.parameters.flatMap { parameter -> [FilePath] in
            switch values[parameter.shape.key] {
            case let file as FilePath: [file]
            case let files as [FilePath]: files
            default: []
            }
        }
    }

    /// Whether the parameter with this key was given.
    func isGiven(_ key: String) -> Bool { spans[key]?.isEmpty == false }
}
