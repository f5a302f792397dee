# What the lab needs of the system: commands, and the Debian packages that bring them.

# Prints the Python for the virtual environments: the system's own, for a version manager's shim may be another
# Python in every folder.
find_python() {
    local candidate
    for candidate in /usr/bin/python3 /usr/bin/python3.1[1-9]; do
        if "$candidate" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return 0
        fi
    done
    return 1
}

missing_packages() {
    local pair
    find_python >/dev/null || echo python3-venv
    for pair in mariadbd:mariadb-server-core mariadb:mariadb-client-core nginx:nginx ss:iproute2 curl:curl \
        openssl:openssl; do
        command -v "${pair%:*}" >/dev/null || echo "${pair#*:}"
    done
    [ -e /etc/ssl/certs/ca-certificates.crt ] || echo ca-certificates
}

install_packages() {
    local missing
    mapfile -t missing < <(missing_packages)
    [ ${#missing[@]} -gt 0 ] || return 0
    command -v apt-get >/dev/null || cannot "missing: ${missing[*]} (Debian's names), and there is no apt-get"
    [ "$(id -u)" = 0 ] || cannot "missing: ${missing[*]}; install them, or run the lab as root"
    say "installing Debian packages: ${missing[*]}"
    (without_starting_servers apt_install "${missing[@]}") >"$LOG/apt.log" 2>&1 </dev/null ||
        fail "apt-get could not install ${missing[*]}" "$LOG/apt.log"
    find_python >/dev/null || cannot "Python 3.11 or later is needed; this system has $(/usr/bin/python3 --version)"
    mapfile -t missing < <(missing_packages)
    [ ${#missing[@]} = 0 ] || fail "still missing after apt-get: ${missing[*]}" "$LOG/apt.log"
}

# The lists of packages may be absent or too old: then once more with new ones.
apt_install() {
    export DEBIAN_FRONTEND=noninteractive
    local get=(timeout --foreground 600 apt-get -q -o DPkg::Lock::Timeout=120)
    "${get[@]}" install -y --no-install-recommends "$@" && return
    "${get[@]}" update
    "${get[@]}" install -y --no-install-recommends "$@"
}

# Debian starts a server when it installs one, unless a policy-rc.d says no. For a subshell: it leaves by a trap.
without_starting_servers() {
    local policy=/usr/sbin/policy-rc.d
    if [ ! -e $policy ]; then
        trap 'rm -f /usr/sbin/policy-rc.d' EXIT
        printf '#!/bin/sh\nexit 101\n' >$policy
        chmod 755 $policy
    fi
    "$@"
}
