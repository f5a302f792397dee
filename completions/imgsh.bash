# bash completion for imgsh. Asks imgsh itself, so that it knows the images at hand.
_imgsh() {
    local row rows before="${COMP_WORDS[COMP_CWORD-1]-}"
    # Behind a redirection of bash stands a file.
    case $before in
        '>' | '>>' | '2>' | '2>>' | '<') compopt -o default; COMPREPLY=(); return ;;
    esac
    mapfile -t rows < <("$1" __complete bash -- "$2" "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
    COMPREPLY=()
    for row in "${rows[@]:1}"; do COMPREPLY+=("$row"); done
    [[ ${rows[0]-} == nospace ]] && compopt -o nospace
}
complete -F _imgsh imgsh
