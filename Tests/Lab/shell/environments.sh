# Virtual environments. Each is built aside and renamed when it is whole, so a half-built one is never used.
UV_VERSION=0.13.9
# The certificates of the system, for a company may have added its own.
export UV_SYSTEM_CERTS=1
export UV_PYTHON_DOWNLOADS=never UV_NO_CONFIG=1 UV_NO_PROGRESS=1

# environment PLACE REQUIREMENTS: makes PLACE hold what the requirements say.
environment() {
    local place=$1 requirements=$2 name python wanted
    name=$(basename "$place")
    python=$(find_python) || cannot "Python 3.11 or later with venv is needed"
    wanted=$({ "$python" -V; grep -v '^#' "$requirements"; } | sha256sum | cut -c1-16)
    [ "$(cat "$place/lab-version" 2>/dev/null)" != "$wanted" ] || return 0
    hold environment
    [ "$(cat "$place/lab-version" 2>/dev/null)" != "$wanted" ] || return 0
    install_uv "$python"
    say "installing $(grep -c == "$requirements") packages from PyPI: $name"
    build_environment "$place.new" "$python" "$requirements" >"$LOG/pip-$name.log" 2>&1 ||
        fail "cannot install $requirements" "$LOG/pip-$name.log"
    echo "$wanted" >"$place.new/lab-version"
    rm -rf "$place"
    mv -T "$place.new" "$place"
}

# A relocatable environment's commands find their Python beside them, so it can be renamed. What is compiled now starts as
# it does after its first run, also for a caller that lets Python write no bytecode.
build_environment() { # PLACE PYTHON REQUIREMENTS
    rm -rf "$1"
    "$BOOT/bin/uv" venv --relocatable --python "$2" "$1" &&
        timeout --foreground 900 "$BOOT/bin/uv" pip install --compile-bytecode --python "$1/bin/python" \
            --requirements "$3"
}

# uv installs the 150 packages of the servers in seconds, pip in minutes.
install_uv() { # PYTHON
    [ "$("$BOOT/bin/uv" --version 2>/dev/null | cut -d' ' -f2)" != $UV_VERSION ] || return 0
    say "installing uv $UV_VERSION from PyPI"
    rm -rf "$BOOT.new"
    {
        "$1" -m venv "$BOOT.new" &&
            timeout --foreground 300 "$BOOT.new/bin/python" -m pip install --disable-pip-version-check "uv==$UV_VERSION"
    } >"$LOG/pip-uv.log" 2>&1 || fail "cannot install uv" "$LOG/pip-uv.log"
    rm -rf "$BOOT"
    mv -T "$BOOT.new" "$BOOT"
}
