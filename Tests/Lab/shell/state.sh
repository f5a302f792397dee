# The folder of the lab, and who may change it now.

# Makes the folder, and refuses one that configuration files or sockets could not name.
open_state() {
    [[ $LAB_STATE =~ ^[A-Za-z0-9/._+-]+$ ]] ||
        fail "LAB_STATE is '$LAB_STATE': only letters, digits and / . _ + - are possible"
    # The path of a unix socket has 107 bytes at most (unix(7)); the longest of ours is run/keystone.sock.
    [ ${#LAB_STATE} -le 85 ] || fail "LAB_STATE is ${#LAB_STATE} bytes long; 85 are possible: set a shorter one"
    mkdir -p "$(dirname "$LAB_STATE")"
    [ -d "$LAB_STATE" ] || mkdir -m 700 "$LAB_STATE" || fail "cannot make $LAB_STATE"
    [ -O "$LAB_STATE" ] || fail "$LAB_STATE belongs to somebody else: set LAB_STATE"
    mkdir -p "$RUN" "$LOG" "$ETC" "$DONE"
}

# hold NAME: waits until no other process holds this lock; it is held until this process ends.
declare -A held=()
hold() {
    local lock
    [ -z "${held[$1]:-}" ] || return 0
    held[$1]=yes
    exec {lock}>"$RUN/$1.lock"
    flock -n "$lock" && return
    say "another '$1' is at work in $LAB_STATE: waiting for it"
    flock -w 900 "$lock" || fail "another '$1' is at work in $LAB_STATE for more than 15 minutes"
}

# once NAME VERSION COMMAND...: runs the command, with its output in the log of that name, unless this version was done.
once() {
    local name=$1 version=$2
    shift 2
    [ "$(cat "$DONE/$name" 2>/dev/null)" != "$version" ] || return 0
    say "making $name"
    "$@" >"$LOG/$name.log" 2>&1 || return
    echo "$version" >"$DONE/$name"
}

# The version of what files say: 16 digits of their hash.
version_of() { sha256sum "$@" | sha256sum | cut -c1-16; }
