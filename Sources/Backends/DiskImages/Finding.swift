/// One thing an inspection noticed.
public struct Finding: Sendable, Hashable {
    /// How much it weighs, the lightest first.
    public enum Level: Int, Sendable, Comparable, CaseIterable {
        /// Worth knowing; nothing is wrong.
        case info
        /// Likely not what the user wants.
        case warn
        /// Dangerous, damaged or of no use: not to be sent, unless the user allows it by name.
        case refuse

        public static func < (one: Level, other: Level) -> Bool { one.rawValue < other.rawValue }
    }

    /// The word a user types to take an image in spite of the finding: `--allow backing-file`.
    public let name: Name
    public let level: Level
    /// One sentence, in lower case and without a full stop. It may quote text from the image, which is foreign: make
    /// it safe for the terminal before showing it.
    public let text: String

    public init(_ name: Name, _ level: Level, _ text: String) {
        self.name = name
        self.level = level
        self.text = text
    }
}

extension Sequence<Finding> {
    /// The findings that stand in the way.
    /// - Parameter names: the findings the user takes in spite of; each covers only its own name.
    public func refusals(allowing names: Set<Finding.Name>) -> [Finding] {
        filter { $0.level == .refuse && !names.contains($0.name) }
    }
}
