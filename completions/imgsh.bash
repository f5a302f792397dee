# bash completion for imgsh. Asks imgsh itself, so that it knows the images at hand.
_imgsh() {
    local line=${COMP_LINE:0:COMP_POINT} word detail
    # What stands before the cursor, without the word imgsh itself.
    line=${line#*[[:space:]]}
    # Readline breaks words at =, : and @, and wants only what it replaces: its word, without what is before it.
    local typed=${line##*[[:space:]]}
    local before=${typed%"$2"}
    COMPREPLY=()
    while IFS=$'\t' read -r word detail; do
        COMPREPLY+=("${word#"$before"}")
    done < <("${COMP_WORDS[0]}" __complete -- "$line" 2>/dev/null)
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[/=] ]] && compopt -o nospace
}
complete -F _imgsh imgsh
