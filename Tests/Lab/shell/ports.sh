# The TCP ports, all of 127.0.0.1.

# The variables of all ports.
port_variables() { compgen -v LAB_PORT_; }

# Ends with status 1 when a port is no port, is named twice, or is taken; says by whom and how to move it.
check_ports() {
    local variable port listener owner
    local -A seen=()
    for variable in $(port_variables); do
        port=${!variable}
        [[ $port =~ ^[1-9][0-9]{0,4}$ && $port -le 65535 ]] || fail "$variable is no port: '$port'"
        [ -z "${seen[$port]:-}" ] || fail "$variable and ${seen[$port]} are both $port"
        seen[$port]=$variable
        listener=$(listener_of "$port")
        [ -n "$listener" ] || continue
        owner=$(sed -n 's/.*users:(("\([^"]*\)",pid=\([0-9]*\).*/\1 (pid \2)/p' <<<"$listener" | head -n 1)
        fail "port $port is taken by ${owner:-a process of another user}; $variable=NUMBER moves ours"
    done
}

# The line of `ss` about whoever listens on this port of 127.0.0.1, alone or on all addresses.
listener_of() {
    ss -Hltnp "sport = :$1" | awk -v port=":$1" '$4 == "127.0.0.1" port || $4 ~ /^(0\.0\.0\.0|\[::\]|\*):/'
}
