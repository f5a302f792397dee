internal import BackendKit
internal import CommandKit

/// The manual page imgsh(1), made of the signatures.
enum Manual {
    static func page(_ registry: Registry) -> String {
        var page = """
            .TH IMGSH 1 "" "imgsh \(Version.text)" "User Commands"
            .SH NAME
            imgsh \\- a shell for cloud images
            .SH SYNOPSIS
            .B imgsh
            [\\fIoptions\\fR] [\\fIcommand\\fR ...]
            .br
            .B imgsh
            [\\fIoptions\\fR] \\fIscript\\fR.imgsh [\\fIargument\\fR ...]
            .br
            .B imgsh
            [\\fIoptions\\fR] \\-c \\fItext\\fR | \\-f \\fIscript\\fR [\\fIargument\\fR ...]
            .SH DESCRIPTION
            imgsh stores, lists, finds, changes, exports and deletes images. Without a command it reads lines from the
            terminal, or from standard input as a script. A command on the command line is run, and its status is the
            status of imgsh. A first word that ends in .imgsh or holds a slash is the name of a script, and what stands
            behind it are its arguments; \\-f takes a script of any other name.
            .PP
            Called as openstack or glance, by a link of that name, imgsh stands in for that client: it takes the options
            that the client has before a command, and its commands for images, always of a cloud.
            .SH OPTIONS

            """
        for option in ProcessArguments.options { page += entry(option) }
        page += ".SH COMMANDS\n"
        for command in registry.commands where !command.signature.isHidden { page += section(command) }
        page += ".SH OUTPUT OPTIONS\n"
        for output in [Signature.Output.listing, .record] {
            page += ".SS \(name(of: output))\n"
            for row in HelpText.outputRows(output) { page += entry(row) }
        }
        for topic in HelpTopic.all { page += section(topic) }
        page += ".SH EXIT STATUS\n"
        for meaning in ExitStatus.meanings { page += entry((meaning.status, meaning.meaning)) }
        return page + files + environment
    }

    private static func section(_ command: RegisteredCommand) -> String {
        let signature = command.signature
        var text = ".SS \(escaped(signature.name))\n\(escaped(signature.summary)).\n.PP\n"
        text += ".B \(escaped(HelpText.synopsis(of: signature)))\n"
        for paragraph in signature.discussion { text += ".PP\n\(escaped(paragraph))\n" }
        for row in HelpText.rows(signature.parameters) { text += entry(row) }
        if signature.output != .none {
            text += ".PP\nThe output options are those of \(name(of: signature.output).lowercased()).\n"
            if !signature.columns.isEmpty { text += "\(escaped(HelpText.columns(of: signature))).\n" }
        }
        if !command.name.others.isEmpty {
            text += ".PP\nAlso known as: \(escaped(command.name.others.joined(separator: ", "))).\n"
        }
        text += ".PP\nExamples:\n"
        for example in signature.examples {
            text += ".PP\n.nf\n.RS\n\(escaped(example.line))\n.RE\n.fi\n\(escaped(example.purpose)).\n"
        }
        return text
    }

    /// The commands with such output, whose output options are told once.
    private static func name(of output: Signature.Output) -> String {
        output == .listing ? "Lists" : "Single things"
    }

    private static func section(_ topic: HelpTopic) -> String {
        ".SH \(escaped(topic.title.uppercased()))\n" + body(of: topic)
    }

    private static func body(of topic: HelpTopic) -> String {
        var text = topic.paragraphs.map { escaped($0) + "\n" }.joined(separator: ".PP\n")
        for row in topic.rows { text += entry(row) }
        for section in topic.sections { text += ".SS \(escaped(section.title))\n" + body(of: section) }
        return text
    }

    private static func entry(_ row: (left: String, right: String)) -> String {
        ".TP\n.B \(escaped(row.left))\n\(escaped(row.right))\n"
    }

    /// A backslash, a dash, a double quote, and a dot or quote at the start of a line mean something to roff.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            case "\"": result += "\\(dq"
            default: result.append(character)
            }
        }
        return result.hasPrefix(".") || result.hasPrefix("'") ? "\\&" + result : result
    }
}
