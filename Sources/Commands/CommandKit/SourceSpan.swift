/// Where some words stand in what was typed or read.
public struct SourceSpan: Sendable, Equatable {
    /// The physical line, counted from 1.
    public var line: Int
    /// The first Unicode scalar on that line, counted from 1.
    public var column: Int
    /// Unicode scalars, at least 1.
    public var length: Int

    public init(line: Int, column: Int, length: Int) {
        self.line = line
        self.column = column
        self.length = max(1, length)
    }

    /// From the start of this span to the end of another one; on one line only.
    public func through(_ last: SourceSpan) -> SourceSpan {
        guard last.line == line, last.column >= column else { return self }
        return SourceSpan(line: line, column: column, length: last.column + last.length - column)
    }
}
