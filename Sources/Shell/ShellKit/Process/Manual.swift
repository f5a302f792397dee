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
        for command in registry.commands where !command.signature.isHidden { page += section(command.signature) }
        for topic in HelpTopic.all { page += section(topic) }
        page += ".SH EXIT STATUS\n"
        for meaning in ExitStatus.meanings { page += entry((meaning.status, meaning.meaning)) }
        return page + files
    }

    private static let files = """
        .SH FILES
        .TP
        .I $XDG_DATA_HOME/imgsh
        The local store (default ~/.local/share/imgsh).
        .TP
        .I $XDG_STATE_HOME/imgsh/history
        The lines typed so far (default ~/.local/state/imgsh/history).
        .TP
        .I $XDG_CONFIG_HOME/imgsh/imgshrc
        The start file (default ~/.config/imgsh/imgshrc): commands that run before the first prompt. A line that fails
        is reported with its place, and the rest goes on. Scripts and single commands do not read it.
        .TP
        .I $XDG_DATA_HOME/imgsh/plugins
        Programs called imgsh-NAME that are commands (default ~/.local/share/imgsh/plugins), beside those of PATH.
        .TP
        .I ~/.editrc
        Key bindings, as in editrc(5). Bindings of raw escape sequences have no effect.
        .SH ENVIRONMENT
        .TP
        .B IMGSH_BACKEND
        The backend to begin with.
        .TP
        .B IMGSH_DEBUG, IMGSH_TIMING, IMGSH_NO_RETRY
        With 1, as --debug, --timing and --no-retry.
        .TP
        .B IMGSH_LOG_FILE
        A file, as with --log-file.
        .TP
        .B IMGSH_TOKEN_CACHE
        With 1, tokens are kept in private files between runs, as 'cache_token: true' of clouds.yaml does it for a cloud.
        .TP
        .B IMGSH_KEEP_NAMES
        With 0, no names are kept for completion between runs.
        .TP
        .B IMGSH_PLUGIN_PATH
        Directories with plugins, separated by colons, in the place of the standard one.
        .TP
        .B OS_CLOUD, OS_AUTH_URL, OS_ENDPOINT, OS_...
        The variables of the openstack client. With one of the first three set, a session begins with that cloud's
        Glance.
        .TP
        .B OS_PASSWORD
        The password for a cloud that names none. Without it imgsh asks on the terminal, and shows nothing of the answer.
        .TP
        .B NO_COLOR
        No colours, and no suggestions.
        .TP
        .B PAGER
        The program that shows what is longer than the screen at the prompt; without it less.
        .TP
        .B VISUAL, EDITOR
        The editor for 'edit' and Ctrl-X Ctrl-E; without them vi.

        """

    private static func section(_ signature: Signature) -> String {
        var text = ".SS \(escaped(signature.name))\n\(escaped(signature.summary)).\n.PP\n"
        text += ".B \(escaped(HelpText.synopsis(of: signature)))\n"
        for paragraph in signature.discussion { text += ".PP\n\(escaped(paragraph))\n" }
        for row in HelpText.rows(signature.allParameters) { text += entry(row) }
        text += ".PP\nExamples:\n"
        for example in signature.examples {
            text += ".PP\n.nf\n.RS\n\(escaped(example.line))\n.RE\n.fi\n\(escaped(example.purpose)).\n"
        }
        return text
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

    /// A backslash, a dash, and a dot or quote at the start of a line mean something to roff.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            default: result.append(character)
            }
        }
        return result.hasPrefix(".") || result.hasPrefix("'") ? "\\&" + result : result
    }
}
