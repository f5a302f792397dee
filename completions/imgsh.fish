# fish completion for imgsh. Asks imgsh itself, so that it knows the images at hand.
function __imgsh_complete
    set -l words (commandline -opc)
    set -l program $words[1]
    set -e words[1]
    $program __complete fish -- (commandline -ct | string collect) $words 2>/dev/null
end
complete -c imgsh -f -k -a '(__imgsh_complete)'
