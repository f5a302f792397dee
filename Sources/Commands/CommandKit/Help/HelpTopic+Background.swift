extension HelpTopic {
    static let background = HelpTopic(
        name: "background", title: "Commands in the background",
        paragraphs: [
            "A command that ends with '&' runs as a job, and the prompt comes back at once. Ctrl-Z sends the line that runs "
                + "there: it goes on, it is not stopped. What a job has to say appears above the line that is being typed, "
                + "with the job's number before it; its output appears when it ends. More than 64 KiB of output is "
                + "written to a private file in $TMPDIR, which is named then and yours to remove.",
            "A job keeps the backend that was the current one when it started. It cannot ask: a question for a password "
                + "or a confirmation is an error there, and a program that wants the terminal is ended. Commands that "
                + "change the session ('use', 'backend close', 'config', 'alias', 'unalias', 'history', 'record') and those "
                + "that need the terminal ('watch', 'edit', 'fg', '!PROGRAM') are refused in a job. While '!PROGRAM' runs in the foreground, "
                + "Ctrl-Z stops it together with imgsh, as ever.",
            "Leaving with jobs running asks once, and ends them. A hang-up or SIGTERM ends them as Ctrl-C would. A script "
                + "and 'imgsh -c' wait for their jobs at the end, other than sh does, so that no transfer is lost; the exit "
                + "status is the worst of the script's own and those of the jobs that no 'wait' waited for. Their "
                + "output comes job by job, each as a whole. Ctrl-C ends script and jobs.",
            "'&' ends a command where a blank, ';' or the end of the line follows it, or stands before it. Inside of a word, "
                + "such as a web address, it has to be quoted.",
        ],
        rows: [
            ("image save big --file big.img &", "Save in the background"),
            ("Ctrl-Z", "Send what runs to the background"),
            ("jobs", "What runs, and how far it is"), ("fg 1", "Look at job 1; Ctrl-Z sends it back"),
            ("wait", "Wait for all; the worst status is that of 'wait'"), ("kill 1", "End job 1 as Ctrl-C would"),
            ("exit --wait", "Leave when all have ended"), ("exit --cancel", "End them and leave"),
        ])
}
