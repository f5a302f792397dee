internal import CommandKit
internal import Transfers

/// How many connections fetch the data of one image.
struct ConnectionCount: ArgumentValue, Equatable {
    static let numbers = 1...Download.Options.mostConnections
    let number: Int

    init(argument: String) throws(ArgumentProblem) {
        guard let number = Int(argument), Self.numbers.contains(number) else {
            throw ArgumentProblem("'\(argument)' is no number from 1 to \(Self.numbers.upperBound)", hint: "4")
        }
        self.number = number
    }
}

extension ConnectionCount {
    /// The option of every command that downloads.
    static var option: Option<ConnectionCount> {
        Option(
            "--connections", value: "number",
            help: "So many connections for one image, for long ways; 'config connections' without it")
    }
}
