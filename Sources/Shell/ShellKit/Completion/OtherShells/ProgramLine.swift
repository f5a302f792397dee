internal import CommandKit

/// The words after `imgsh` as far as they are typed: options of the program, then a command or a script.
struct ProgramLine {
    enum Place {
        /// The first word of a command, or a script.
        case beginning(PartialLine)
        case command(PartialLine)
        /// The value of an option.
        case value(CompletionSource)
        case clouds
        case options
    }

    /// What the session begins with.
    private(set) var settings: [String: String] = [:]
    private(set) var backend: String?
    private(set) var place: Place

    init(_ words: [String], _ partial: String) {
        let taken: [String]
        do {
            (settings, taken) = try GlobalOptions.take(from: words, beside: .imgsh)
        } catch {
            place =
                switch error {
                case .withoutValue("--os-cloud"): .clouds
                case .withoutValue(let option): .value(Self.fileOptions.contains(option) ? .files : .none)
                default: .value(.none)
                }
            return
        }
        var rest = taken[...]
        // What is no option is a script then, or what a script or the text of -c is given.
        var isOfScript = false
        while let word = rest.first, word.hasPrefix("-"), word != "-" {
            rest = rest.dropFirst()
            if word == "--check" { isOfScript = true }
            if word.hasPrefix("--backend=") { backend = String(word.dropFirst("--backend=".count)) }
            guard let source = Self.values[word] else { continue }
            guard let value = rest.popFirst() else {
                place = .value(source)
                return
            }
            if word == "--backend" { backend = value }
            if word == "-c" || word == "--command" { isOfScript = true }
            if word == "-f" || word == "--file" {
                // The rest is the script's.
                place = .value(.files)
                return
            }
        }
        let line = PartialLine(words: Array(rest), partial: partial, replacing: 0)
        if rest.isEmpty, partial.hasPrefix("-") {
            place = .options
        } else if isOfScript || ProcessArguments.isScript(rest.first ?? partial) {
            place = .value(.files)
        } else {
            place = rest.isEmpty ? .beginning(line) : .command(line)
        }
    }

    /// The options of the program that take a value.
    private static let values: [String: CompletionSource] = [
        "-c": .none, "--command": .none, "-f": .files, "--file": .files, "--rcfile": .files, "--backend": .backends,
    ]

    /// Those of the openstack client and our own that have a file for a value.
    private static let fileOptions: Set = ["--log-file", "--os-cacert", "--os-cert", "--os-key"]

    /// The options of the program.
    static let candidates: [Candidate] = ProcessArguments.options.flatMap { option in
        option.left.split(separator: ",").map { spelling in
            Candidate(word: String(spelling.split(separator: " ").first ?? ""), detail: option.right)
        }
    }.filter { !$0.word.contains("…") }
}
