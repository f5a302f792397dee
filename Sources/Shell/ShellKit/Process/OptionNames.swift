internal import CommandKit

/// The options before a command that a door knows beside those that are settings, and which of all may be shortened.
///
/// As with the other clients, the beginning of a long option is enough where it can be no other one.
struct OptionNames {
    /// The door's own long options, and whether a value follows.
    var own: [String: Bool] = [:]
    /// Other spellings of options.
    var otherSpellings: [String: String] = [:]
    /// Long options that can be meant by their beginnings.
    var shortenable: [String] = []

    /// Those of `imgsh` itself.
    static let imgsh: OptionNames = {
        var names = OptionNames(own: ["--verbose": false, "--os-beta-command": false])
        for option in ProcessArguments.options {
            // By bytes: this is done at every start.
            let spellings = option.left.utf8.split(separator: UInt8(ascii: ","))
            let takesValue = spellings.count == 1 && option.left.utf8.contains(UInt8(ascii: " "))
            for words in spellings.map({ $0.split(separator: UInt8(ascii: " ")) }) {
                let name = String(Substring(words[0]))
                if name.hasPrefix("--"), !name.hasSuffix("…") { names.own[name] = takesValue }
            }
        }
        names.shortenable = Array(GlobalOptions.all) + names.own.keys
        return names
    }()

    /// What a word before a command stands for: itself, or the one option it is the beginning of.
    /// - Throws: ``OptionProblem`` for the beginning of several.
    func whole(_ name: String) throws(OptionProblem) -> String {
        if let other = otherSpellings[name] { return other }
        guard name.hasPrefix("--"), name.utf8.count > 2, own[name] == nil, !GlobalOptions.all.contains(name) else {
            return name
        }
        let meant = Set(shortenable.filter { $0.hasPrefix(name) }.map { otherSpellings[$0] ?? $0 })
        guard meant.count < 2 else { throw .ambiguous(name, meant.sorted()) }
        return meant.first ?? name
    }

    /// Options of commands that look like settings.
    static let ofCommands = ["--os-distro", "--os-hidden", "--os-version"]

    /// The same for a word behind the command, where commands have options of their own: only what begins like a setting
    /// of the cloud can be one.
    func wholeBehindCommand(_ name: String) throws(OptionProblem) -> String {
        guard name.hasPrefix("--os-"), name.utf8.count > 5, !Self.ofCommands.contains(where: { $0.hasPrefix(name) })
        else {
            return name
        }
        return try whole(name)
    }
}

/// An option before a command that cannot be understood.
enum OptionProblem: Error, Equatable {
    /// It ends the command line although it needs a value.
    case withoutValue(String)
    /// What follows it looks like another option.
    case beforeOption(String)
    /// It is the beginning of several.
    case ambiguous(String, [String])

    /// More options than that would not be read.
    private static let mostNamed = 8

    /// - Parameter program: what its help is asked from.
    func error(_ program: String) -> UsageError {
        switch self {
        case .withoutValue(let option): UsageError("\(option) needs a value", hint: "\(program) --help")
        case .beforeOption(let option):
            UsageError("\(option) needs a value", hint: "\(option)=… where the value begins with a dash")
        case .ambiguous(let beginning, let options) where options.count > Self.mostNamed:
            UsageError(
                "'\(beginning)' can be \(options.prefix(Self.mostNamed).joined(separator: ", ")) "
                    + "or \(options.count - Self.mostNamed) other options",
                hint: "\(program) --help")
        case .ambiguous(let beginning, let options):
            UsageError(
                "'\(beginning)' can be \(options.dropLast().joined(separator: ", ")) or \(options.last ?? "")",
                hint: options.first)
        }
    }
}
