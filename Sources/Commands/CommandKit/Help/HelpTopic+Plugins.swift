extension HelpTopic {
    static let plugins = HelpTopic(
        name: "plugins", title: "Commands that other programs bring",
        paragraphs: [
            "A program called imgsh-NAME is the command NAME when it lies in a plugin directory ('config plugin-path', else "
                + "IMGSH_PLUGIN_PATH, else $XDG_DATA_HOME/imgsh/plugins) or in a directory of PATH. imgsh-image-resize is "
                + "'image resize'. It is looked for when a name is not known, when commands are listed, and for Tab.",
            "Once, imgsh runs it with --imgsh-manifest, and it prints as JSON what its commands take: help, Tab and the check "
                + "of what was typed come from that. The answer is kept until the program changes. A command of imgsh is "
                + "never replaced: two commands of one name are an error that names both.",
            "The program runs with the terminal, and its exit status is that of the command. What it needs to know of the "
                + "backend is in variables (IMGSH_BACKEND, IMGSH_ENDPOINT, IMGSH_STORE, …). A token, if its manifest asks "
                + "for one, and the values of secret options are given by descriptors that it inherits, never in a variable "
                + "or on its command line. A plugin is a program of yours: it can do all that you can.",
        ],
        rows: [
            ("plugin list", "What there is, and what is wrong with it"),
            ("plugin refresh", "Ask all of them again"),
            ("config plugin-path /srv/plugins", "Look there instead; IMGSH_PLUGIN_PATH does it for scripts as well"),
        ])
}
