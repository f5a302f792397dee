# bash completion for imgsh. Asks imgsh itself, so that it knows the images at hand.
_imgsh() {
    local line=${COMP_LINE:0:COMP_POINT} current=${COMP_WORDS[COMP_CWORD]} word detail
    # What stands before the cursor, without the word imgsh itself.
    line=${line#*[[:space:]]}
    COMPREPLY=()
    while IFS=$'\t' read -r word detail; do
        # Readline breaks words at = and :, and wants only what follows the last break.
        if [[ $current != "$word"* && $word == *[=:]* ]]; then
            local typed=${line##*[[:space:]]}
            typed=${typed%"$current"}
            [[ $typed == '=' || $typed == *'=' || $typed == *':' ]] && word=${word#"$typed"}
        fi
        COMPREPLY+=("$word")
    done < <("${COMP_WORDS[0]}" __complete -- "$line" 2>/dev/null)
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[/=] ]] && compopt -o nospace
}
complete -F _imgsh imgsh
