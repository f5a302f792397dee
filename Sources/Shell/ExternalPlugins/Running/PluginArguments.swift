internal import CommandKit

/// What a plugin is called with: the rest of the command's name, options, `--`, arguments. All as the manifest spells it,
/// so that a plugin need not know short or shortened options.
struct PluginArguments {
    /// Behind the program's path.
    private(set) var words: [String]
    /// Values of secret options. In their place stands the path of the descriptor to read them from.
    private(set) var secrets: [String] = []

    /// - Parameter first: the index of the first secret among the texts that are handed over.
    init(_ call: Call, of file: PluginFile, firstSecret first: Int) {
        let path = call.signature.commandName.path
        let own = (1...path.count).first { path.prefix($0).joined(separator: "-") == file.name } ?? 1
        words = Array(path.dropFirst(own))
        var arguments: [String] = []
        var hasArguments = false
        for case let parameter as ManifestParameter in call.signature.parameters {
            for given in call[parameter] {
                switch parameter.shape.kind {
                case .positional: arguments.append(given.value.text)
                case .flag: words.append(given.spelling)
                case .option where parameter.shape.isSecret:
                    let descriptor = ProgramRequest.descriptor(of: first + secrets.count)
                    words += [given.spelling, "/dev/fd/\(descriptor)"]
                    secrets.append(given.value.text)
                case .option: words += [given.spelling, given.value.text]
                }
            }
            if case .positional = parameter.shape.kind { hasArguments = true }
        }
        if hasArguments { words += ["--"] + arguments }
    }
}
