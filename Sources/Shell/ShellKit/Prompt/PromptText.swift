internal import CommandKit
internal import Editline

/// What stands before the cursor.
enum PromptText {
    /// The template with these values.
    static func of(_ template: PromptTemplate, _ values: PromptValues) -> Prompt {
        var style = Prompt.Style.plain
        return Prompt(pieces(template.parts, values, &style) ?? [])
    }

    /// - Returns: `nil` when a field is empty, which the template itself does not mind but a group in it does.
    private static func pieces(
        _ parts: [PromptTemplate.Part], _ values: PromptValues, _ style: inout Prompt.Style
    ) -> [Prompt.Piece]? {
        var pieces: [Prompt.Piece] = []
        for part in parts {
            switch part {
            case .text(let text): pieces.append(Prompt.Piece(text, style))
            case .field(let field): pieces.append(Prompt.Piece(shortened(values[field]), style))
            case .style(let wanted): style = Prompt.Style(wanted)
            case .group(let group):
                let isWhole = group.allSatisfy { part in
                    if case .field(let field) = part { !values[field].isEmpty } else { true }
                }
                if isWhole { pieces += self.pieces(group, values, &style) ?? [] }
            }
        }
        return pieces
    }

    /// Says why it waits: `"… `.
    static func continuation(_ reason: SyntaxError.Unfinished) -> Prompt {
        Prompt([Prompt.Piece("\(reason.rawValue)…> ", .dim)])
    }

    private static func shortened(_ name: String) -> String {
        let safe = SafeText.line(name)
        let scalars = safe.unicodeScalars
        return scalars.count <= 40 ? safe : "…" + String(String.UnicodeScalarView(scalars.suffix(39)))
    }
}

extension Prompt.Style {
    init(_ style: PromptTemplate.Style) {
        self =
            switch style {
            case .plain: .plain
            case .dim: .dim
            case .bold: .bold
            case .red: .red
            case .green: .green
            case .yellow: .yellow
            case .blue: .blue
            case .cyan: .cyan
            }
    }
}
