# fish completion for imgsh. Asks imgsh itself, so that it knows the images at hand.
function __imgsh_complete
    set -l line (string replace -r '^\s*\S+\s' '' -- (commandline -cp))
    command imgsh __complete -- "$line" 2>/dev/null
end
complete -c imgsh -f -a '(__imgsh_complete)'
