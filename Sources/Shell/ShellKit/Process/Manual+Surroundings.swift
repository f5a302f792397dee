extension Manual {
    static let files = """
        .SH FILES
        .TP
        .I $XDG_CONFIG_HOME/imgsh/imgshrc
        The start file (default ~/.config/imgsh/imgshrc): commands that run before the first prompt. A line that fails
        is reported with its place, and the rest goes on. Scripts and single commands do not read it.
        .TP
        .I $XDG_DATA_HOME/imgsh
        The local store (default ~/.local/share/imgsh).
        .TP
        .I $XDG_DATA_HOME/imgsh/plugins
        Programs called imgsh-NAME that are commands (default ~/.local/share/imgsh/plugins), beside those of PATH.
        .TP
        .I $XDG_STATE_HOME/imgsh
        The lines typed so far (history), and what is known of unfinished transfers (default ~/.local/state/imgsh).
        .TP
        .I $XDG_CACHE_HOME/imgsh
        Names for completion, what plugins say of themselves, and tokens if asked for (default ~/.cache/imgsh). It can
        be removed at any time.
        .TP
        .I clouds.yaml, secure.yaml, clouds-public.yaml
        The clouds, as the openstack client has them: in the working directory, ~/.config/openstack, /etc/xdg/openstack
        or /etc/openstack.
        .TP
        .I ~/.editrc
        Key bindings, as in editrc(5); EDITRC names another file. Bindings of raw escape sequences have no effect.

        """

    static let environment = """
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
        .B OS_CLIENT_CONFIG_FILE, OS_CLIENT_SECURE_FILE
        The clouds.yaml and the secure.yaml to read, instead of looking for them.
        .TP
        .B OS_PASSWORD
        The password for a cloud that names none. Without it imgsh asks on the terminal, and shows nothing of the answer.
        .TP
        .B REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE, SSL_CERT_FILE
        A file or directory of certificates to trust, for a cloud without a 'cacert' of its own.
        .TP
        .B https_proxy, http_proxy, all_proxy, no_proxy
        The way to the services, as curl has it; all but http_proxy in capitals as well.
        .TP
        .B NO_COLOR
        No colours, and no suggestions.
        .TP
        .B PAGER
        The program that shows what is longer than the screen at the prompt; without it less.
        .TP
        .B VISUAL, EDITOR
        The editor for 'edit' and Ctrl-X Ctrl-E; without them vi.
        .TP
        .B TMPDIR
        Where long output of jobs and the text for an editor are put; without it /tmp.

        """
}
