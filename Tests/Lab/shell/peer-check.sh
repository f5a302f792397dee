# Proves the peers against the running lab: each command's data must come back byte for byte.
unset "${!OS_@}"
export PATH=$PEERS/bin:$PATH PYTHONWARNINGS=ignore OS_CLIENT_CONFIG_FILE=$LAB_STATE/clouds.yaml
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
head -c 1000000 /dev/urandom >"$scratch/sent"

# prove WHAT COMMAND...
prove() {
    local begin=${EPOCHREALTIME/[.,]/} what=$1
    timeout 120 "${@:2}" >"$scratch/out" 2>"$scratch/log" || fail "$what failed" "$scratch/log"
    say "$what: $(((${EPOCHREALTIME/[.,]/} - begin) / 1000)) ms"
}

prove "openstack image create --file" openstack --os-cloud lab-user image create --disk-format raw \
    --file "$scratch/sent" --property os_distro=debian peer-check-openstack -f value -c id
image=$(cat "$scratch/out")
prove "openstack image list" openstack --os-cloud lab-user image list -f value
grep -q "^$image peer-check-openstack active$" "$scratch/out" || fail "the image is not in openstack's list"
prove "openstack image save" openstack --os-cloud lab-user image save --file "$scratch/openstack" "$image"
cmp "$scratch/sent" "$scratch/openstack" || fail "openstack saved other bytes"
prove "openstack image delete" openstack --os-cloud lab-user image delete "$image"

. "$LAB_STATE/openrc"
prove "glance image-create --file" glance image-create --name peer-check-glance --disk-format raw \
    --container-format bare --file "$scratch/sent"
image=$(awk '$2 == "id" {print $4}' "$scratch/out")
prove "glance image-list" glance image-list
grep -q "$image | peer-check-glance" "$scratch/out" || fail "the image is not in glance's list"
prove "glance image-download" glance image-download --file "$scratch/glance" "$image"
cmp "$scratch/sent" "$scratch/glance" || fail "glance downloaded other bytes"
prove "novaclient find_image, and Nova's proxy" "$PEERS/bin/python" -B "$LAB_DIR/python/nova_peer.py" peer-check-glance
prove "glance image-delete" glance image-delete "$image"
