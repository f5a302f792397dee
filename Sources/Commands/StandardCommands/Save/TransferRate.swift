internal import CommandKit
internal import Transfers

/// Bytes a second, as curl's `--limit-rate` reads them: `500k`, `10M`, `1.5G`; the letters count in 1024s.
struct TransferRate: ArgumentValue, Equatable {
    let bytesPerSecond: Int64

    init(argument: String) throws(ArgumentProblem) {
        let digits = argument.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let unit = argument.dropFirst(digits.count).lowercased()
        let powers = ["": 0, "b": 0, "k": 1, "m": 2, "g": 3]
        let letter = unit.hasSuffix("ib") ? String(unit.dropLast(2)) : unit.count > 1 ? String(unit.prefix(1)) : unit
        guard let number = Double(digits), let power = powers[letter], unit.count <= 3,
            ["", "b", "ib"].contains(String(unit.dropFirst(letter.count)))
        else { throw Self.problem(argument) }
        let rate = (0..<power).reduce(number) { product, _ in product * 1024 }
        guard rate >= 1, rate < 1e15 else { throw Self.problem(argument) }
        bytesPerSecond = Int64(rate)
    }

    private static func problem(_ argument: String) -> ArgumentProblem {
        ArgumentProblem("'\(argument)' is no number of bytes a second", hint: "500k, 10M")
    }
}

extension TransferRate {
    /// The option of every command that moves data.
    static var option: Option<TransferRate> {
        Option("--limit-rate", value: "rate", help: "At most so many bytes a second in all: 500k, 10M")
    }

    /// A limit for all the transfers of one call.
    var limit: RateLimit { RateLimit(bytesPerSecond: bytesPerSecond) }
}
