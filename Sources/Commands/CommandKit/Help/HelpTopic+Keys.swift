extension HelpTopic {
    static let keys = HelpTopic(
        name: "keys", title: "Editing a line",
        paragraphs: [
            "While you type, the line is coloured: what is no command or option is red. In grey stands how the newest "
                + "earlier line with the same beginning goes on, or what the command still wants. 'config highlighting "
                + "off' and 'config suggestions off' turn them off; without colours (NO_COLOR, TERM=dumb) there are none.",
            "'?' at the start of a word shows what may stand there, and the line stays as it is. Inside quotes and behind "
                + "anything but a blank it is a character like others; Ctrl-V ? always inserts it.",
            "'config editing vi' gives the keys of vi, and 'bind' in ~/.editrc others (see editrc(5)); it knows the "
                + "commands of this editor as well, by names such as line-up.",
        ],
        rows: [
            ("Right, End, Ctrl-E, Ctrl-F", "At the end of the line: take the grey text"),
            ("Alt-F, Ctrl-Right", "Take a word of it"),
            ("Up, Down", "Earlier lines that begin like what was typed; in an empty line all of them"),
            ("Ctrl-P, Ctrl-N", "Earlier lines, whatever was typed"),
            ("Ctrl-R, Ctrl-S", "Search older or newer lines while you type a part of them"),
            ("Tab", "Complete the word"), ("?", "Show what may come next"),
            ("Ctrl-X Ctrl-E", "Edit the line in $VISUAL or $EDITOR; in vi's command mode also v"),
            ("Ctrl-C", "Drop the line; end what runs, as Ctrl-\\ does"),
            ("Ctrl-D", "In an empty line: leave"), ("Ctrl-Z", "Stop imgsh; what runs goes to the background instead"),
        ])
}
