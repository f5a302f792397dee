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
    local missing status=0
    mapfile -t missing < <(missing_packages)
    [ ${#missing[@]} -gt 0 ] || return 0
    say "Debian packages are missing: ${missing[*]}"
    "$LAB_DIR/../../scripts/install-packages" "the lab needs" "${missing[@]}" >"$LOG/apt.log" 2>&1 || status=$?
    case $status in
    0) ;;
    3) cannot "$(sed 's/^imgsh: //' "$LOG/apt.log")" ;;
    *) fail "apt-get could not install ${missing[*]}" "$LOG/apt.log" ;;
    esac
    find_python >/dev/null || cannot "Python 3.11 or later is needed; this system has $(/usr/bin/python3 --version)"
    mapfile -t missing < <(missing_packages)
    [ ${#missing[@]} = 0 ] || fail "still missing after apt-get: ${missing[*]}" "$LOG/apt.log"
}
