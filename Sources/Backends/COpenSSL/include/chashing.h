#pragma once
#include <openssl/md5.h>
#include <openssl/sha.h>
#include <stddef.h>
#include <stdint.h>

// Hashes by OpenSSL's libcrypto. They are linked in from its archive: some kilobytes that can be neither absent nor switched
// off by the machine's policy, as MD5 is in the library where FIPS 140 rules. Nova and Glance still name MD5 sums.

/// The algorithms.
typedef enum { chashing_md5, chashing_sha1, chashing_sha256, chashing_sha384, chashing_sha512 } chashing_algorithm;

/// A hash that is being made. A copy goes its own way.
typedef struct {
    chashing_algorithm algorithm;
    union {
        MD5_CTX md5;
        SHA_CTX sha1;
        SHA256_CTX sha256;
        SHA512_CTX sha512;
    } state;
} chashing;

/// The most bytes a hash has.
#define CHASHING_MOST 64

chashing chashing_begin(chashing_algorithm algorithm);
void chashing_update(chashing *hash, const void *bytes, size_t count);
/// Writes the hash of everything so far and returns how many bytes it has; `hash` itself can go on.
size_t chashing_value(const chashing *hash, uint8_t bytes[CHASHING_MOST]);
