# Names of everything: folders, ports, accounts. Sourced first by every command of the lab.
LAB_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
LAB_STATE=$(realpath -ms "${LAB_STATE:-${TMPDIR:-/tmp}/imgsh-lab}")
export LAB_DIR LAB_STATE

RUN=$LAB_STATE/run      # pids, locks and sockets
LOG=$LAB_STATE/log      # one file per service and per step
ETC=$LAB_STATE/etc      # configuration, made from templates/
DONE=$LAB_STATE/done    # one mark per step that is done once
BOOT=$LAB_STATE/boot    # uv
SERVERS=$LAB_STATE/servers   # Keystone, Glance, Nova and uWSGI
PEERS=$LAB_STATE/peers       # openstackclient, glanceclient, novaclient, openstacksdk
MARIADB_SOCKET=$RUN/mariadb.sock

# What runs, in the order it is started; `down` goes the other way.
SERVICES=(mariadb nginx keystone keyshort glance glance2 nova)

# A setting of the environment wins over the one the lab was last started with, and that over the default.
LAB_SETTINGS=(
    LAB_PORT_KEYSTONE=5000      # identity v3
    LAB_PORT_KEYSHORT=5001      # the same identity; tokens live LAB_SHORT_TTL seconds
    LAB_PORT_GLANCE=9292        # image v2, RegionOne
    LAB_PORT_GLANCE2=9293       # image v2, RegionTwo: its own database and stores
    LAB_PORT_NOVA=8774          # compute v2.1, RegionOne
    LAB_PORT_TLS_KEYSTONE=5443
    LAB_PORT_TLS_GLANCE=9443
    LAB_PORT_TLS_NOVA=8743
    LAB_SHORT_TTL=5
    LAB_SIZE_CAP2=268435456    # bytes an image of RegionTwo may have
)
for setting in "${LAB_SETTINGS[@]}"; do
    name=${setting%%=*}
    [ -n "${!name:-}" ] || declare "$name=$(sed -n "s/^$name=\([0-9]\{1,\}\)$/\1/p" "$LAB_STATE/settings" 2>/dev/null)"
    [ -n "${!name:-}" ] || declare "$name=${setting#*=}"
    export "${name?}"
done

export LAB_ADMIN_PASSWORD=adminpw LAB_USER_PASSWORD=demopw LAB_SERVICE_PASSWORD=servicepw
export LAB_APPLICATION_SECRET=appcred-secret

# What the caller set for Python, such as PYTHONPATH, is not for the services.
unset "${!PYTHON@}"
# Debian keeps servers in /usr/sbin, which is not on everybody's PATH.
export PATH=$PATH:/usr/sbin:/sbin LC_ALL=C.UTF-8
# A proxy is for the package registries, never for the lab.
export no_proxy=127.0.0.1,localhost NO_PROXY=127.0.0.1,localhost

settings_now() {
    local setting name
    for setting in "${LAB_SETTINGS[@]}"; do
        name=${setting%%=*}
        printf '%s=%s\n' "$name" "${!name}"
    done
}

# Runs one of python/*.py with the packages of the servers, leaving no byte code in the source tree.
lab_python() { "$SERVERS/bin/python" -B "$LAB_DIR/python/$1" "${@:2}"; }
