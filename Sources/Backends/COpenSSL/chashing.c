// The functions that OpenSSL 3 calls deprecated are the ones that need nothing else of it.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "chashing.h"

chashing chashing_begin(chashing_algorithm algorithm) {
    chashing hash = {.algorithm = algorithm};
    switch (algorithm) {
    case chashing_md5: MD5_Init(&hash.state.md5); break;
    case chashing_sha1: SHA1_Init(&hash.state.sha1); break;
    case chashing_sha256: SHA256_Init(&hash.state.sha256); break;
    case chashing_sha384: SHA384_Init(&hash.state.sha512); break;
    case chashing_sha512: SHA512_Init(&hash.state.sha512); break;
    }
    return hash;
}

void chashing_update(chashing *hash, const void *bytes, size_t count) {
    switch (hash->algorithm) {
    case chashing_md5: MD5_Update(&hash->state.md5, bytes, count); break;
    case chashing_sha1: SHA1_Update(&hash->state.sha1, bytes, count); break;
    case chashing_sha256: SHA256_Update(&hash->state.sha256, bytes, count); break;
    case chashing_sha384: SHA384_Update(&hash->state.sha512, bytes, count); break;
    case chashing_sha512: SHA512_Update(&hash->state.sha512, bytes, count); break;
    }
}

size_t chashing_value(const chashing *hash, uint8_t bytes[CHASHING_MOST]) {
    chashing last = *hash;
    switch (last.algorithm) {
    case chashing_md5: MD5_Final(bytes, &last.state.md5); return MD5_DIGEST_LENGTH;
    case chashing_sha1: SHA1_Final(bytes, &last.state.sha1); return SHA_DIGEST_LENGTH;
    case chashing_sha256: SHA256_Final(bytes, &last.state.sha256); return SHA256_DIGEST_LENGTH;
    case chashing_sha384: SHA384_Final(bytes, &last.state.sha512); return SHA384_DIGEST_LENGTH;
    case chashing_sha512: SHA512_Final(bytes, &last.state.sha512); return SHA512_DIGEST_LENGTH;
    }
    return 0;
}
