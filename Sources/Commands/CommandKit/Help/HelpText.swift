internal import BackendKit

/// Help for one command, made of its signature.
public enum HelpText {
    /// `image show <image> [--human-readable] [output options]`
    public static func synopsis(of signature: Signature) -> String {
        let words = signature.parameters.map { synopsis(of: $0.shape) }
        let output = signature.output == .none ? [] : ["[output options]"]
        return ([signature.name] + words + output).joined(separator: " ")
    }

    /// The synopsis as far as it can be taken in at a glance: many options are left out.
    static func brief(of signature: Signature) -> String {
        let whole = synopsis(of: signature)
        guard DisplayWidth.of(whole) > 72 else { return whole }
        let words = signature.parameters.filter { isPositional($0) || $0.shape.isNeeded }.map { synopsis(of: $0.shape) }
        return ([signature.name] + words + ["[options]"]).joined(separator: " ")
    }

    /// One parameter as the synopsis shows it.
    public static func synopsis(of shape: ParameterShape) -> String {
        switch shape.kind {
        case .positional(let minimum, let maximum):
            let word = "<\(shape.valueName)>" + (maximum == nil ? " ..." : "")
            return minimum == 0 ? "[\(word)]" : word
        case .option:
            let word = "\(shape.spellings[0].text) <\(shape.valueName)>"
            return (shape.isNeeded ? word : "[\(word)]") + (shape.repeats ? "..." : "")
        case .flag:
            return "[" + shape.spellings.map(\.text).joined(separator: " | ") + "]"
        }
    }

    /// The whole page, as `help NAME` prints it.
    /// - Parameter backends: what is known about backends that can do it, in a sentence.
    public static func page(for registered: RegisteredCommand, columns: Int, backends: String? = nil) -> String {
        let signature = registered.signature
        func paragraph(_ text: String) -> String { indented(text, by: 0, hanging: 0, columns: columns) }
        var text = paragraph("\(signature.name): \(signature.summary)") + "\nUsage:\n"
        text += indented(synopsis(of: signature), by: 2, hanging: 6, columns: columns)
        for each in signature.discussion { text += "\n" + paragraph(each) }
        text += section("Arguments", rows(positionals(signature)), columns)
        text += section("Options", rows(signature.parameters.filter { !isPositional($0) }), columns)
        text += section("Output options", outputRows(signature.output), columns)
        if !signature.columns.isEmpty { text += "\n" + paragraph(Self.columns(of: signature)) }
        if !registered.name.others.isEmpty {
            let names = registered.name.others.joined(separator: ", ")
            text += "\n" + paragraph("Also known as: \(names)")
        }
        if !signature.capabilities.isEmpty {
            let names = signature.capabilities.map(\.name).joined(separator: ", ")
            text += "\n" + paragraph("Needs a backend that can: \(names) (see 'backend show')")
            if let backends { text += paragraph(backends) }
        }
        if let reason = signature.foregroundOnly {
            text += "\nCannot run in the background: \(reason.rawValue)\n"
        }
        if !signature.examples.isEmpty { text += "\nExamples:\n" }
        for example in signature.examples { text += "  \(example.line)\n      \(example.purpose)\n" }
        // A signature does not know which failures its command passes on.
        return text + "\nExit status:\n  0 done and verified; any other one is explained by 'help exit-status'\n"
    }

    /// Options and their help, one row a spelling.
    public static func rows(_ parameters: [any Parameter]) -> [(left: String, right: String)] {
        rows(of: parameters.map(\.shape))
    }

    /// The options that every command with such output has.
    public static func outputRows(_ output: Signature.Output) -> [(left: String, right: String)] {
        rows(OutputParameters.parameters(for: output))
    }

    /// What `-c` takes, as a sentence without a full stop.
    public static func columns(of signature: Signature) -> String {
        "Columns: " + signature.columns.joined(separator: ", ")
    }

    /// The same for parameters seen from outside.
    public static func rows(of shapes: [ParameterShape]) -> [(left: String, right: String)] {
        shapes.flatMap { shape -> [(left: String, right: String)] in
            if case .positional = shape.kind { return [("<\(shape.valueName)>", shape.help)] }
            return shape.spellings.map { spelling in
                let value = shape.kind == .option ? " <\(shape.valueName)>" : ""
                let names = (spelling.others + [spelling.text]).joined(separator: ", ")
                let initial = shape.defaultText.map { " (default: \($0))" } ?? ""
                return (names + value, spelling.help + initial)
            }
        }
    }

    /// The parameters that are given by their places, in their order.
    public static func positionals(_ signature: Signature) -> [any Parameter] {
        signature.parameters.filter(isPositional)
    }

    /// Whether it is given by its place, and not by a name.
    public static func isPositional(_ parameter: any Parameter) -> Bool {
        if case .positional = parameter.shape.kind { true } else { false }
    }

    private static func section(_ title: String, _ rows: [(left: String, right: String)], _ columns: Int) -> String {
        guard !rows.isEmpty else { return "" }
        return "\n\(title):\n" + list(rows, columns: columns)
    }

    /// Two columns, the right one wrapped.
    public static func list(_ rows: [(left: String, right: String)], columns: Int) -> String {
        let left = min(32, rows.map { DisplayWidth.of($0.left) }.max() ?? 0)
        var text = ""
        for row in rows {
            let room = max(20, columns - left - 5)
            let pieces = DisplayWidth.wrap(row.right, to: room)
            let isLong = DisplayWidth.of(row.left) > left
            let padding = String(repeating: " ", count: max(0, left - DisplayWidth.of(row.left)))
            let margin = String(repeating: " ", count: left + 4)
            text += "  " + row.left + (isLong ? "\n" + margin : padding + "  ") + pieces[0] + "\n"
            for piece in pieces.dropFirst() { text += margin + piece + "\n" }
        }
        return text
    }

    private static func indented(_ text: String, by first: Int, hanging: Int, columns: Int) -> String {
        let pieces = DisplayWidth.wrap(text, to: max(20, columns - hanging))
        return pieces.enumerated().map { index, piece in
            String(repeating: " ", count: index == 0 ? first : hanging) + piece + "\n"
        }.joined()
    }
}
