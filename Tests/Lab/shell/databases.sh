# A private MariaDB on a unix socket, and the schemas of the services. (With SQLite Glance's background imports end
# with "database is locked".)

start_mariadb() {
    local data=$LAB_STATE/data/mariadb user
    user=$(id -un)
    if [ ! -d "$data" ]; then
        rm -rf "$data.new"
        mkdir -p "$data.new"
        # --force: it need not find the name of this machine.
        mariadb-install-db --force --no-defaults --user="$user" --datadir="$data.new" --skip-test-db \
            --auth-root-authentication-method=normal >"$LOG/mariadb-install.log" 2>&1 ||
            fail "mariadb-install-db failed" "$LOG/mariadb-install.log"
        mv -T "$data.new" "$data"
    fi
    # What is lost when the machine loses power can be made again: so no write waits for the disk.
    local command=(mariadbd --no-defaults --user="$user" --datadir="$data" --skip-networking --socket="$MARIADB_SOCKET"
        --pid-file="$RUN/mariadbd.pid" --skip-log-bin --innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=0
        --innodb-buffer-pool-size=256M --max-connections=300 --character-set-server=utf8mb3 --performance-schema=0
        --lc-messages-dir=/usr/share/mysql)
    start mariadb "$(echo "${command[@]}" | version_of)" "${command[@]}"
    local deadline=$((SECONDS + 60))
    while [ $SECONDS -lt $deadline ]; do
        if sql 'select 1' >/dev/null 2>&1; then return; fi
        is_running mariadb || fail "MariaDB ended" "$LOG/mariadb.log"
        sleep 0.1
    done
    fail "MariaDB does not answer" "$LOG/mariadb.log"
}

sql() { mariadb --no-defaults --connect-timeout=5 -uroot -S "$MARIADB_SOCKET" -e "$1"; }

database_url() { echo "mysql+pymysql://root@localhost/$1?unix_socket=$MARIADB_SOCKET&charset=utf8mb4"; }

# An interrupted migration cannot be taken up again, for MariaDB commits every change of a schema by itself: so a
# schema that was not finished starts from nothing.
empty_databases() {
    local name
    for name; do
        sql "drop database if exists $name; create database $name" || return
    done
}

# Makes the schemas side by side, in the background. A new release of the services starts with new databases.
begin_schemas() {
    local release
    release=$(cat "$SERVERS/lab-version")
    declare -gA schema_jobs=()
    once database-keystone "$release" keystone_schema & schema_jobs[keystone]=$!
    once database-glance "$release" glance_schema glance & schema_jobs[glance]=$!
    once database-glance2 "$release" glance_schema glance2 & schema_jobs[glance2]=$!
    once database-nova "$release" nova_schema & schema_jobs[nova]=$!
}

wait_for_schemas() {
    local name
    for name; do
        wait "${schema_jobs[$name]}" || fail "cannot make the database of $name" "$LOG/database-$name.log"
    done
}

manage() { timeout --foreground 300 "$SERVERS/bin/$1" --config-file "$ETC/$2" "${@:3}"; }

keystone_schema() {
    local configuration=keystone/keystone.conf url=http://127.0.0.1:$LAB_PORT_KEYSTONE/v3
    rm -f "$DONE/identity"
    empty_databases keystone &&
        manage keystone-manage $configuration db_sync &&
        manage keystone-manage $configuration bootstrap --bootstrap-password "$LAB_ADMIN_PASSWORD" \
            --bootstrap-region-id RegionOne --bootstrap-public-url "$url" --bootstrap-internal-url "$url" \
            --bootstrap-admin-url "$url"
}

glance_schema() { # glance | glance2
    find "$LAB_STATE/data/$1" -type f -delete &&
        empty_databases "$1" &&
        manage glance-manage "$1/glance-api.conf" db_sync &&
        manage glance-manage "$1/glance-api.conf" db_load_metadefs "$SERVERS/etc/glance/metadefs"
}

nova_schema() {
    local configuration=nova/nova.conf
    empty_databases nova_api nova_cell0 nova &&
        manage nova-manage $configuration api_db sync &&
        manage nova-manage $configuration cell_v2 map_cell0 --database_connection "$(database_url nova_cell0)" &&
        manage nova-manage $configuration db sync &&
        manage nova-manage $configuration cell_v2 create_cell --name cell1 --transport-url fake:/// \
            --database_connection "$(database_url nova)"
}
