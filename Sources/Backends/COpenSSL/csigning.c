#include "csigning.h"

#include <limits.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <string.h>

#include "cloading.h"

#define LIBRARY "libcrypto.so.3"
#define FUNCTIONS(each) \
    each(BIO_new_mem_buf) each(BIO_free) each(PEM_read_bio_PrivateKey) each(EVP_PKEY_free) each(EVP_PKEY_get_base_id) \
    each(EVP_PKEY_get_size) each(EVP_MD_CTX_new) each(EVP_MD_CTX_free) each(EVP_sha256) each(EVP_DigestSignInit) \
    each(EVP_PKEY_CTX_set_rsa_padding) each(EVP_PKEY_CTX_set_rsa_pss_saltlen) each(EVP_DigestSignUpdate) \
    each(EVP_DigestSignFinal) each(EVP_EncodeBlock) each(ERR_clear_error)
LOADING(csigning, "libcrypto.so")

/// What the library's question for a password is answered with.
typedef struct {
    const uint8_t *password;
    size_t count;
    int was_asked;
} question;

static int answer(char *buffer, int size, int is_for_writing, void *context) {
    question *asked = context;
    (void)is_for_writing;
    asked->was_asked = 1;
    if (!asked->password || size < 0 || asked->count > (size_t)size) return -1;
    memcpy(buffer, asked->password, asked->count);
    return (int)asked->count;
}

csigning_outcome csigning_key_read(
    const uint8_t *pem, size_t count, const uint8_t *password, size_t password_count, EVP_PKEY **key) {
    if (count > INT_MAX) return csigning_unreadable;
    BIO *source = load_BIO_new_mem_buf(pem, (int)count);
    if (!source) return csigning_unreadable;
    question asked = {password, password_count, 0};
    EVP_PKEY *found = load_PEM_read_bio_PrivateKey(source, NULL, answer, &asked);
    load_BIO_free(source);
    load_ERR_clear_error();
    if (!found) return asked.was_asked && !password ? csigning_needs_password : csigning_unreadable;
    if (load_EVP_PKEY_get_base_id(found) != EVP_PKEY_RSA) {
        load_EVP_PKEY_free(found);
        return csigning_not_rsa;
    }
    *key = found;
    return csigning_ok;
}

void csigning_key_free(EVP_PKEY *key) { load_EVP_PKEY_free(key); }

size_t csigning_key_size(const EVP_PKEY *key) {
    int size = load_EVP_PKEY_get_size(key);
    return size > 0 ? (size_t)size : 0;
}

EVP_MD_CTX *csigning_begin(EVP_PKEY *key) {
    EVP_MD_CTX *signature = load_EVP_MD_CTX_new();
    if (!signature) return NULL;
    EVP_PKEY_CTX *settings = NULL;
    if (load_EVP_DigestSignInit(signature, &settings, load_EVP_sha256(), NULL, key) == 1
        && load_EVP_PKEY_CTX_set_rsa_padding(settings, RSA_PKCS1_PSS_PADDING) == 1
        && load_EVP_PKEY_CTX_set_rsa_pss_saltlen(settings, RSA_PSS_SALTLEN_MAX) == 1)
        return signature;
    load_EVP_MD_CTX_free(signature);
    load_ERR_clear_error();
    return NULL;
}

int csigning_update(EVP_MD_CTX *signature, const uint8_t *bytes, size_t count) {
    return load_EVP_DigestSignUpdate(signature, bytes, count) == 1;
}

size_t csigning_finish(EVP_MD_CTX *signature, uint8_t *bytes, size_t count) {
    if (load_EVP_DigestSignFinal(signature, bytes, &count) == 1) return count;
    load_ERR_clear_error();
    return 0;
}

void csigning_free(EVP_MD_CTX *signature) { load_EVP_MD_CTX_free(signature); }

size_t csigning_base64(const uint8_t *bytes, size_t count, uint8_t *text) {
    return (size_t)load_EVP_EncodeBlock(text, bytes, (int)count);
}
