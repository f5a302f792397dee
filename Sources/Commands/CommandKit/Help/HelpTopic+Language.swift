extension HelpTopic {
    static let language = HelpTopic(
        name: "language", title: "The command language",
        paragraphs: [
            "One grammar for the prompt, scripts, standard input and -c. A text is read to its end before any of it runs: with "
                + "a mistake in its grammar nothing of it runs. A script ends at the first command that fails, with its "
                + "status; what is said about it has file, line and column, the words underlined, and the way there."
        ],
        sections: [
            words, values, statements, streams, blocks, functions, failures, trying, recording, limits,
        ])

    private static let words = HelpTopic(
        name: "words", title: "Words",
        paragraphs: [
            "Blanks separate words, a line end or ';' ends a command, and a backslash at the end of a line goes on with the "
                + "next one. '#' at the start of a word begins a comment. An unquoted '~' before a slash is the home "
                + "directory. Nothing else is special: '*' and '?' are for the commands that take patterns."
        ],
        rows: [
            ("'a $b \\'", "As it is; a single quote cannot stand in it"),
            ("\"a $b\"", "With variables and $(…); \\ takes one of \" \\ $ ` as it is"),
            ("a\\ b", "Outside of quotes a backslash takes the next character as it is"),
        ])

    private static let values = HelpTopic(
        name: "values", title: "Variables and values",
        paragraphs: [
            "What is put into a command is a value: it never splits into words, is never an option or a command, and no "
                + "character in it means anything. Only '$@' is as many words as there are arguments. A variable that is not "
                + "set is an error.",
            "Variables belong to the session; a sourced script shares them. A function sees them, and what it sets is its own "
                + "and gone with it.",
        ],
        rows: [
            ("let NAME = VALUE", "Sets a variable; the value is one word"),
            ("let NAME = <<END", "The lines up to 'END' are the value"),
            ("$name, ${name}", "The value; names have letters, digits and '_'"),
            ("${name:-DEFAULT}", "The default where the variable is not set, or empty; blanks need no quotes in it"),
            (
                "$1, ${10}, $#, $@",
                "Arguments of the script, function or text of -c, how many there are, and all of them"
            ),
            ("$0", "The path of the script"),
            ("$?", "The status of the last command"),
            ("$_", "The ID of the image that a command found or made last"),
            (
                "$(COMMAND)",
                "What a command writes, without the line ends at its end; when it fails, so does the command "
                    + "it is for"
            ),
            ("$(echo | printenv NAME)", "A variable of the environment, which a program tells"),
        ],
        keywords: ["let"])

    private static let statements = HelpTopic(
        name: "statements", title: "Commands one after the other",
        paragraphs: [
            "Commands are those of 'help', aliases and functions. A word behind '@' is the backend of a command (help "
                + "backends), and '&' makes it a job (help background)."
        ],
        rows: [
            ("A; B", "B after A, unless A fails"), ("A && B", "B when A is done; the same at the end of a line"),
            ("A || B", "B when A fails; both may stand at the end of a line"),
            ("- A", "What follows runs even if A fails; the script still ends with A's status, or a worse one"),
            ("!LINE", "The rest of the line is one for /bin/sh, which sees the environment and nothing of the script"),
        ])

    private static let streams = HelpTopic(
        name: "streams", title: "Files and programs",
        paragraphs: [
            "Output goes into programs of the system as it does in other shells; their words are read by the same grammar, "
                + "and no other shell looks at them. The status is that of the first part that fails; a program that has "
                + "read enough is no failure. A file to be read that is not there is status 3, also behind '<'; what cannot be "
                + "written behind '>' is status 1, and so never looks like an image that is not there. '<' and '<<' are for "
                + "commands that take data: 'image create', 'image upload', "
                + "'image stage', 'image inspect', and 'echo', which prints it."
        ],
        rows: [
            ("A | PROGRAM | PROGRAM", "The output of A into a program, and its output into another"),
            ("A > FILE, A >> FILE", "The output into a file, or at its end"), ("A 2> FILE", "Messages into a file"),
            ("A < FILE", "Data of a file"),
            ("A <<END", "The lines up to 'END' as data, with variables; <<'END' takes them as they are"),
        ])

    private static let blocks = HelpTopic(
        name: "blocks", title: "Blocks",
        paragraphs: [
            "A condition is a command: it is met when the command is done. To compare texts, ask a program: "
                + "'if echo $x | grep -qx yes'. What is to run when it is not met stands behind 'else': no '!' turns it around. "
                + "The commands of 'parallel', and the rounds of a loop that stands in it, run "
                + "at the same time; each is shown as a whole, in the order of the text. When some fail the others still end, "
                + "and the status is the worst. What they set is seen by themselves only."
        ],
        rows: [
            ("if A; …; else if B; …; else; …; end", "The first part whose condition is met"),
            ("foreach NAME in WORD…; …; end", "Once for each word; of $(…) for each line"),
            ("break, continue", "Leave the loop, or go to its next round"),
            ("parallel NUMBER; …; end", "At the same time, at most so many"),
        ],
        keywords: ["if", "else", "foreach", "break", "continue", "parallel", "end"])

    private static let functions = HelpTopic(
        name: "functions", title: "Functions and scripts",
        paragraphs: [
            "A function is made when its definition is reached, and cannot hide a command. It ends like a script: at its last "
                + "command, at the first failure, or at 'return'."
        ],
        rows: [
            ("function NAME; …; end", "Makes a function; NAME ARGUMENT… calls it"),
            ("return [STATUS]", "Leaves a function or script; without a status with that of the last command"),
            ("source FILE [ARGUMENT…]", "Runs a script in this session"),
            ("imgsh FILE.imgsh ARGUMENT…", "Runs a script and ends; a script may begin with #!/usr/bin/env imgsh"),
            ("exit [STATUS]", "Ends everything"),
        ],
        keywords: ["function", "return"])

    private static let failures = HelpTopic(
        name: "failures", title: "When something fails",
        paragraphs: [
            "Exit statuses are those of 'help exit-status'. A failure in a condition, before '||' or behind '-' ends nothing; "
                + "Ctrl-C always does, and so does a program that ends with status 130, which is what Ctrl-C makes of it, "
                + "also for what runs beside it in 'parallel'. In scripts nobody is asked: 'image delete' deletes what it "
                + "names."
        ],
        rows: [
            ("config on-error continue", "Scripts go on, and end with the worst status there was"),
            ("config on-error stop", "They end at the first failure, as ever"),
        ])

    private static let trying = HelpTopic(
        name: "trying", title: "Trying a script",
        paragraphs: [
            "A check knows commands, also those that 'watch' is given, options, values that have a form or a list, columns of "
                + "lists, functions and variables, in sourced files as well; it asks no backend. A dry run asks backends, but changes nothing: a command that would change something is said, "
                + "with the images it names, and counts as done; programs of the system are not run, and files are not "
                + "written. A file of data that cannot be read, or that would be refused, is an error, as it would be. What a "
                + "command would have made is not there for the next one, so that behind it what is not found ends nothing; "
                + "$_ and $(…) are '(new image)' then, or '(unknown)' for what a program would tell, and what looks at "
                + "that is told as well; a loop over such a $(…) has no rounds."
        ],
        rows: [
            ("imgsh --check FILE.imgsh", "Says all that is wrong; status 2 if anything is"),
            ("imgsh --dry-run FILE.imgsh", "Says what would be changed; in a session: config dry-run on"),
            ("imgsh --echo FILE.imgsh", "Shows each command before it runs; in a session: config echo on"),
        ])

    private static let recording = HelpTopic(
        name: "recording", title: "Recording and replaying", paragraphs: [],
        rows: [
            ("record FILE, record --stop", "Saves what is typed as a script"),
            ("transcript FILE", "Runs the commands of a transcript and compares what they give"),
            ("transcript FILE --update", "Writes into it what they give now"),
        ])

    private static let limits = HelpTopic(
        name: "limits", title: "Limits",
        paragraphs: [
            "Scripts are UTF-8 without NUL, at most 64 MiB; a byte order mark and CRLF are read over. Blocks and $(…) stand in "
                + "each other at most 64 deep, functions and scripts call each other at most 200 deep, and a script cannot "
                + "run itself. $(…) takes at most 16 MiB of text. 'parallel' takes at most 64."
        ])
}
