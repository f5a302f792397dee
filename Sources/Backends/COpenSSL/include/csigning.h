#pragma once
#include <openssl/evp.h>
#include <stddef.h>
#include <stdint.h>

// RSA-PSS by OpenSSL's libcrypto, which is loaded when it is first needed. Each function here says what it wants of the
// library; none may be called before csigning_load returned NULL.

/// Loads the library, once. Returns NULL, or why that failed; the text lives for ever.
const char *csigning_load(void);

/// What became of reading a key.
typedef enum {
    csigning_ok,
    /// It is encrypted, and there was no password.
    csigning_needs_password,
    /// It is no private key in PEM, or the password is wrong.
    csigning_unreadable,
    /// It is a key of another kind than RSA.
    csigning_not_rsa,
} csigning_outcome;

/// Reads a private key in PEM. `password` is NULL where there is none. A key is given back by csigning_key_free.
csigning_outcome csigning_key_read(
    const uint8_t *pem, size_t count, const uint8_t *password, size_t password_count, EVP_PKEY **key);
void csigning_key_free(EVP_PKEY *key);

/// The most bytes a signature by this key has.
size_t csigning_key_size(const EVP_PKEY *key);

/// Begins a signature: SHA-256, RSA-PSS with MGF1 by SHA-256 and the longest salt. Returns NULL when that fails.
EVP_MD_CTX *csigning_begin(EVP_PKEY *key);
/// Returns whether it worked.
int csigning_update(EVP_MD_CTX *signature, const uint8_t *bytes, size_t count);
/// Writes the signature and returns how many bytes it has; 0 when that fails.
size_t csigning_finish(EVP_MD_CTX *signature, uint8_t *bytes, size_t count);
void csigning_free(EVP_MD_CTX *signature);

/// Base64 of the bytes and a zero after it, into 4 bytes for each 3 that begin and one more. Returns how many there are
/// before the zero.
size_t csigning_base64(const uint8_t *bytes, size_t count, uint8_t *text);
