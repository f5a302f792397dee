internal import CommandKit

/// What `imgsh --help` prints.
enum Usage {
    static func text(columns: Int) -> String {
        """
        imgsh: a shell for cloud images

        Usage:
          imgsh [options]                       a prompt, or the lines of standard input
          imgsh [options] COMMAND …             one command: imgsh image list -f json
          imgsh [options] -c 'a; b'             some commands
          imgsh [options] FILE.imgsh ARGUMENT…  a script; so is a path with a '/'
          imgsh [options] -f FILE ARGUMENT…     a script of any name

        Options:

        """ + HelpText.list(ProcessArguments.options, columns: columns)
            + "\nType 'imgsh help' for the commands, 'imgsh help COMMAND' for one of them.\n"
    }
}
