# How the lab speaks: progress to standard output, the end to standard error.
LAB_BEGIN=${EPOCHREALTIME/[.,]/}

say() {
    local tenths=$(((${EPOCHREALTIME/[.,]/} - LAB_BEGIN) / 100000))
    printf '[%4d.%d s] %s\n' $((tenths / 10)) $((tenths % 10)) "$*"
}

# fail MESSAGE [LOG]: status 1, with the end of the log that tells why.
fail() {
    echo "imgsh lab: $1" >&2
    if [ -s "${2:-}" ]; then
        echo "the end of $2:" >&2
        tail -n 25 "$2" | cut -c1-400 | sed 's/^/    /' >&2
    fi
    exit 1
}

# cannot MESSAGE: status 3, this machine cannot run the lab; whoever called may go on without it.
cannot() {
    echo "imgsh lab: cannot run here: $*" >&2
    exit 3
}
