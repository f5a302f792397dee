# nginx on the TCP ports, and behind it one uWSGI per service on a unix socket.
#
# uWSGI's own HTTP router is not used: with keep-alive it resets connections that are used again, and without it
# closes them unannounced.

service_url() {
    case $1 in
    keystone) echo "http://127.0.0.1:$LAB_PORT_KEYSTONE/v3" ;;
    keyshort) echo "http://127.0.0.1:$LAB_PORT_KEYSHORT/v3" ;;
    glance) echo "http://127.0.0.1:$LAB_PORT_GLANCE/" ;;
    glance2) echo "http://127.0.0.1:$LAB_PORT_GLANCE2/" ;;
    nova) echo "http://127.0.0.1:$LAB_PORT_NOVA/" ;;
    nginx) echo "https://127.0.0.1:$LAB_PORT_TLS_GLANCE/" ;;
    esac
}

# Prints the HTTP status the service answers with; 000 when nobody answers, 502 or 504 when only nginx does.
answer_of() { curl -qsk -o /dev/null -w '%{http_code}' --noproxy '*' --max-time 10 "$(service_url "$1")" || true; }

answers() {
    case $(answer_of "$1") in
    000 | 502 | 504) return 1 ;;
    esac
}

start_nginx() {
    local wanted pid version
    wanted=$(version_of "$ETC/nginx.conf" "$ETC/tls/server.crt")
    if recorded nginx; then
        [ "$version" != "$wanted" ] || return 0
        say "the ports are others now: starting nginx anew"
        stop nginx
    fi
    check_ports
    start nginx "$wanted" nginx -c "$ETC/nginx.conf" -e "$LOG/nginx.log"
}

# start_service NAME MODULE PROCESSES THREADS VARIABLE=VALUE...
start_service() {
    local name=$1 module=$2 processes=$3 threads=$4 version
    version=$({ cat "$SERVERS/lab-version" "$ETC/$name"/*.conf "${BASH_SOURCE[0]}"; echo "$*"; } | version_of)
    shift 4
    start "$name" "$version" "$@" "$SERVERS/bin/python" "$SERVERS/bin/uwsgi" \
        --master --die-on-term --no-orphans --need-app --lazy-apps --enable-threads \
        --http-socket "$RUN/$name.sock" --http-chunked-input --socket-timeout 600 --buffer-size 65535 \
        --disable-logging --listen 100 --processes "$processes" --threads "$threads" \
        --module "$module:application" --venv "$SERVERS"
}

# Waits at most two minutes in all.
wait_for_services() {
    local name deadline=$((SECONDS + 120))
    for name; do
        while [ $SECONDS -lt $deadline ]; do
            if answers "$name"; then continue 2; fi
            is_running "$name" || fail "$name ended" "$LOG/$name.log"
            is_running nginx || fail "nginx ended" "$LOG/nginx.log"
            sleep 0.2
        done
        fail "$name does not answer at $(service_url "$name")" "$LOG/$name.log"
    done
}
