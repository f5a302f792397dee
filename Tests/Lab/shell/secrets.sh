# Keys and certificates, made once per lab.

# What `keystone-manage fernet_setup` and `credential_setup` write: key 0 is staged, key 1 signs.
make_fernet_keys() {
    local folder key
    for folder in "$ETC"/fernet-keys "$ETC"/credential-keys; do
        [ ! -d "$folder" ] || continue
        rm -rf "$folder.new"
        mkdir -m 700 "$folder.new"
        for key in 0 1; do
            (umask 077; head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '\n' >"$folder.new/$key")
        done
        mv -T "$folder.new" "$folder"
    done
}

# An authority of our own, and a certificate by it for 127.0.0.1 and localhost.
make_certificates() {
    [ ! -d "$ETC/tls" ] || return 0
    rm -rf "$ETC/tls.new"
    mkdir -m 700 "$ETC/tls.new"
    (cd "$ETC/tls.new" && write_certificates) >"$LOG/openssl.log" 2>&1 ||
        fail "openssl could not make the certificates" "$LOG/openssl.log"
    mv -T "$ETC/tls.new" "$ETC/tls"
}

write_certificates() {
    local key=(-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes)
    openssl req -x509 "${key[@]}" -days 3650 -subj "/CN=imgsh lab CA" -addext basicConstraints=critical,CA:TRUE \
        -addext keyUsage=critical,keyCertSign,cRLSign -keyout ca.key -out ca.crt &&
        openssl req "${key[@]}" -subj /CN=127.0.0.1 -keyout server.key -out server.csr &&
        printf '%s\n' subjectAltName=IP:127.0.0.1,DNS:localhost basicConstraints=CA:FALSE \
            keyUsage=digitalSignature extendedKeyUsage=serverAuth >extensions &&
        openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 3650 -extfile extensions \
            -out server.crt
}
