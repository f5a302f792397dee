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
            let takesValue = option.left.contains(" ") && !option.left.contains(",")
            for spelling in option.left.split(separator: ",").map({ $0.split(separator: " ")[0] })
            where spelling.hasPrefix("--") && !spelling.contains("…") {
                names.own[String(spelling)] = takesValue
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
    /// It is the beginning of several.
    case ambiguous(String, [String])

    /// - Parameter program: what its help is asked from.
    func error(_ program: String) -> UsageError {
        switch self {
        case .withoutValue(let option): UsageError("\(option) needs a value", hint: "\(program) --help")
        case .ambiguous(let beginning, let options):
            UsageError(
                "'\(beginning)' can be \(options.dropLast().joined(separator: ", ")) or \(options.last ?? "")",
                hint: options.first)
        }
    }
}
