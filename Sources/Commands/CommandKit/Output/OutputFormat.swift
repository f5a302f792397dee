/// How results are written.
public enum OutputFormat: String, ClosedChoice {
    case table, json, jsonl, yaml, csv, value, shell

    public static let noun = "output format"

    /// The formats a shape of output can take.
    static func available(for output: Signature.Output) -> [OutputFormat] {
        switch output {
        case .none: []
        case .listing: [.table, .json, .jsonl, .yaml, .csv, .value]
        case .record: [.table, .json, .jsonl, .yaml, .value, .shell]
        }
    }
}

/// When values are quoted in CSV.
public enum QuoteMode: String, ClosedChoice {
    case all, minimal, none, nonnumeric
    public static let noun = "quote mode"
}

/// How the user wants the output of one call.
public struct OutputOptions: Sendable, Equatable {
    public var format = OutputFormat.table
    /// The columns asked for, with their places; empty means all.
    public var columns: [String] = []
    var columnSpans: [SourceSpan] = []
    public var quote = QuoteMode.nonnumeric
    public var indentsJSON = true
    /// Cells a table may take; `nil` leaves it to the terminal.
    public var maximumWidth: Int?
    public var fitsWidth = false
    public var printsEmptyTables = false
    public var sortColumns: [String] = []
    public var sortsDescending = false
    /// Put before each name by the `shell` format.
    public var prefix = ""

    public init() {}
}

/// The options that come with output, the same for every command.
enum OutputParameters {
    static let columns = RepeatedOption<String>(
        "--column", "-c", value: "column", completion: .columns, help: "Only this column; may be repeated")
    static let noIndent = Flag("--noindent", help: "JSON on one line")
    static let maximumWidth = Option<Int64>(
        "--max-width", value: "cells", help: "Widest table, in cells; 0 for no limit")
    static let fitWidth = Flag("--fit-width", help: "Fit the table to the terminal")
    static let printEmpty = Flag("--print-empty", help: "Print a table even if there are no rows")
    static let quote = Option<QuoteMode>("--quote", value: "when", default: "nonnumeric", help: "Quotes in CSV")
    static let sortColumn = RepeatedOption<String>(
        "--sort-column", value: "column", completion: .columns, help: "Sort the rows by this column")
    static let sortDirection = Choice<Bool>(
        "sort-direction",
        [
            ("--sort-ascending", false, "Sort upwards"),
            ("--sort-descending", true, "Sort downwards"),
        ])
    static let prefix = Option<String>("--prefix", value: "prefix", help: "Put before each name by -f shell")

    static func format(for output: Signature.Output) -> Option<OutputFormat> {
        output == .record ? recordFormat : listingFormat
    }

    private static let listingFormat = makeFormat(for: .listing)
    private static let recordFormat = makeFormat(for: .record)

    private static func makeFormat(for output: Signature.Output) -> Option<OutputFormat> {
        let formats = OutputFormat.available(for: output)
        return Option<OutputFormat>(
            "--format", "-f", value: formats.map(\.rawValue).joined(separator: "|"), among: formats, default: "table",
            help: "How to write the result; with 'value', a line break in a value is \\x0a")
    }

    static func parameters(for output: Signature.Output) -> [any Parameter] {
        switch output {
        case .none: []
        case .listing:
            [
                format(for: output), columns, quote, noIndent, maximumWidth, fitWidth, printEmpty, sortColumn,
                sortDirection,
            ]
        case .record: [format(for: output), columns, noIndent, prefix, maximumWidth, fitWidth, printEmpty]
        }
    }
}

extension OutputOptions {
    /// - Throws: ``UsageError``, also for a column that a listing does not have. A record may have more than its
    ///   signature says: properties.
    init(given: [String: [Given]], by signature: Signature) throws(UsageError) {
        let output = signature.output
        guard output != .none else { return }
        func uses(_ parameter: some Parameter) -> [Given] { given[parameter.shape.key] ?? [] }
        let formatParameter = OutputParameters.format(for: output)
        format = try formatParameter.decode(uses(formatParameter)) ?? .table
        columns = try OutputParameters.columns.decode(uses(OutputParameters.columns))
        columnSpans = uses(OutputParameters.columns).map(\.value.span)
        indentsJSON = try !OutputParameters.noIndent.decode(uses(OutputParameters.noIndent))
        maximumWidth = try OutputParameters.maximumWidth.decode(uses(OutputParameters.maximumWidth))
            .map { Int(clamping: $0) }
        fitsWidth = try OutputParameters.fitWidth.decode(uses(OutputParameters.fitWidth))
        printsEmptyTables = try OutputParameters.printEmpty.decode(uses(OutputParameters.printEmpty))
        quote = try OutputParameters.quote.decode(uses(OutputParameters.quote)) ?? .nonnumeric
        sortColumns = try OutputParameters.sortColumn.decode(uses(OutputParameters.sortColumn))
        sortsDescending = try OutputParameters.sortDirection.decode(uses(OutputParameters.sortDirection)) ?? false
        prefix = try OutputParameters.prefix.decode(uses(OutputParameters.prefix)) ?? ""
        guard output == .listing, !signature.columns.isEmpty else { return }
        _ = try ColumnChoice(columns, spans: columnSpans, among: signature.columns)
        _ = try ColumnChoice(
            sortColumns, spans: uses(OutputParameters.sortColumn).map(\.value.span), among: signature.columns,
            option: "--sort-column")
    }
}
