# Processes that outlive the command that started them. One is ours only while the process of the recorded pid has
# the recorded start time; nothing else is ever signalled.

# The start time of a process that has not ended, in clock ticks since the machine started: field 22 of
# /proc/PID/stat, counted behind the name, for that may hold anything.
start_time() {
    local line fields
    { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
    read -ra fields <<<"${line##*) }"
    # Z: it has ended, and nobody has asked how.
    [ "${fields[0]}" != Z ] && echo "${fields[19]}"
}

# recorded NAME: sets `pid` and `version` and succeeds when the service of this name runs.
recorded() {
    local started
    pid="" version=""
    read -r pid started version 2>/dev/null <"$RUN/$1.pid" || return 1
    [ -n "$started" ] && [ "$(start_time "$pid")" = "$started" ]
}

is_running() { local pid version; recorded "$1"; }

# start NAME VERSION COMMAND...: leaves a running service of this version alone, and replaces one of another.
start() {
    local name=$1 wanted=$2 pid version
    shift 2
    if recorded "$name"; then
        [ "$version" != "$wanted" ] || return 0
        say "$name has another configuration now: starting it anew"
        stop "$name"
    fi
    tidy_log "$name"
    rm -f "$RUN/$name.pid"
    # The pid is on record before the command runs, so an interrupted start leaves nothing unknown behind. No lock and
    # no variable of the caller is handed on: tests start the lab with odd environments.
    (
        for descriptor in /proc/self/fd/*; do
            descriptor=${descriptor##*/}
            [ "$descriptor" -le 2 ] || eval "exec $descriptor>&-"
        done
        own=$BASHPID
        echo "$own $(start_time "$own") $wanted" >"$RUN/$name.pid.new"
        mv "$RUN/$name.pid.new" "$RUN/$name.pid"
        exec setsid env -i PATH="$PATH" HOME="$LAB_STATE" TMPDIR="${TMPDIR:-/tmp}" LC_ALL=C.UTF-8 "$@"
    ) </dev/null >>"$LOG/$name.log" 2>&1 &
    local step
    for ((step = 0; step < 500; step++)); do
        [ ! -e "$RUN/$name.pid" ] || break
        sleep 0.02
    done
    [ -e "$RUN/$name.pid" ] || fail "cannot start $name" "$LOG/$name.log"
    started_any=yes
    say "started $name"
}

# A log of more than 20 MB starts again.
tidy_log() {
    if [ "$(stat -c %s "$LOG/$1.log" 2>/dev/null || echo 0)" -gt 20000000 ]; then mv "$LOG/$1.log" "$LOG/$1.log.old"; fi
}

# stop NAME...: asks them all to end, waits at most 10 s for each, then ends its process group.
stop() {
    local name pid version
    for name; do
        if recorded "$name"; then kill -TERM "$pid"; fi
    done
    for name; do
        wait_for_end "$name" && continue
        recorded "$name" || continue
        say "$name (pid $pid) did not end within 10 s: killing it"
        kill -KILL -- "-$pid"
        wait_for_end "$name" || fail "$name (pid $pid) cannot be stopped"
    done
}

wait_for_end() {
    local step
    for ((step = 0; step < 100; step++)); do
        is_running "$1" || { rm -f "$RUN/$1.pid"; return 0; }
        sleep 0.1
    done
    return 1
}
