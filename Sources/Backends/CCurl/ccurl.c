#define CURL_DISABLE_TYPECHECK
#include "ccurl.h"

#include <dlfcn.h>
#include <pthread.h>

#undef curl_easy_setopt
#undef curl_easy_getinfo

#define FUNCTIONS(each) \
    each(curl_global_init) each(curl_easy_init) each(curl_easy_cleanup) \
    each(curl_easy_pause) each(curl_easy_strerror) each(curl_easy_setopt) each(curl_easy_getinfo) \
    each(curl_slist_append) each(curl_slist_free_all) each(curl_multi_init) each(curl_multi_cleanup) \
    each(curl_multi_add_handle) each(curl_multi_remove_handle) each(curl_multi_perform) each(curl_multi_poll) \
    each(curl_multi_wakeup) each(curl_multi_info_read)

#define DECLARE(name) static __typeof__(name) *load_##name;
FUNCTIONS(DECLARE)

static pthread_once_t once = PTHREAD_ONCE_INIT;
static const char *failure;

static void load(void) {
    // Lazily: of the functions that its thirty libraries take from each other an exchange calls few, and to look up all of
    // them at once is a seventh of the work of a first call. What is called from here is looked up below.
    void *library = dlopen("libcurl.so.4", RTLD_LAZY | RTLD_LOCAL);
    if (!library) library = dlopen("libcurl-gnutls.so.4", RTLD_LAZY | RTLD_LOCAL);
    if (!library) {
        failure = "the library libcurl.so.4 is not there";
        return;
    }
#define RESOLVE(name) \
    load_##name = (__typeof__(load_##name))dlsym(library, #name); \
    if (!load_##name) { \
        failure = "the library libcurl is too old: it has no " #name; \
        return; \
    }
    FUNCTIONS(RESOLVE)
    if (load_curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) failure = "libcurl cannot be initialised";
}

const char *ccurl_load(void) {
    pthread_once(&once, load);
    return failure;
}

CURL *ccurl_easy_init(void) { return load_curl_easy_init(); }
void ccurl_easy_cleanup(CURL *easy) { load_curl_easy_cleanup(easy); }
CURLcode ccurl_easy_pause(CURL *easy, int bitmask) { return load_curl_easy_pause(easy, bitmask); }
const char *ccurl_easy_strerror(CURLcode code) { return load_curl_easy_strerror(code); }

CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value) {
    return load_curl_easy_setopt(easy, option, value);
}
CURLcode ccurl_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
    return load_curl_easy_setopt(easy, option, value);
}
CURLcode ccurl_set_string(CURL *easy, CURLoption option, const char *value) {
    return load_curl_easy_setopt(easy, option, value);
}
CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, void *value) {
    return load_curl_easy_setopt(easy, option, value);
}
CURLcode ccurl_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return load_curl_easy_setopt(easy, option, value);
}
CURLcode ccurl_set_data_callback(CURL *easy, CURLoption option, ccurl_data_callback callback) {
    return load_curl_easy_setopt(easy, option, callback);
}
CURLcode ccurl_set_seek_callback(CURL *easy, ccurl_seek_callback callback) {
    return load_curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, callback);
}
CURLcode ccurl_set_progress_callback(CURL *easy, ccurl_progress_callback callback) {
    return load_curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, callback);
}
CURLcode ccurl_set_start_callback(CURL *easy, ccurl_start_callback callback) {
    return load_curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, callback);
}
CURLcode ccurl_get_long(CURL *easy, CURLINFO info, long *value) {
    return load_curl_easy_getinfo(easy, info, value);
}

struct curl_slist *ccurl_slist_append(struct curl_slist *list, const char *text) {
    return load_curl_slist_append(list, text);
}
void ccurl_slist_free_all(struct curl_slist *list) { load_curl_slist_free_all(list); }

CURLM *ccurl_multi_init(void) { return load_curl_multi_init(); }
void ccurl_multi_cleanup(CURLM *multi) { load_curl_multi_cleanup(multi); }
CURLMcode ccurl_multi_add(CURLM *multi, CURL *easy) { return load_curl_multi_add_handle(multi, easy); }
CURLMcode ccurl_multi_remove(CURLM *multi, CURL *easy) { return load_curl_multi_remove_handle(multi, easy); }
CURLMcode ccurl_multi_perform(CURLM *multi, int *running) { return load_curl_multi_perform(multi, running); }
CURLMcode ccurl_multi_poll(CURLM *multi, int milliseconds) {
    return load_curl_multi_poll(multi, NULL, 0, milliseconds, NULL);
}
CURLMcode ccurl_multi_wakeup(CURLM *multi) { return load_curl_multi_wakeup(multi); }
CURL *ccurl_multi_finished(CURLM *multi, CURLcode *result) {
    int left;
    CURLMsg *message;
    while ((message = load_curl_multi_info_read(multi, &left))) {
        if (message->msg != CURLMSG_DONE) continue;
        *result = message->data.result;
        return message->easy_handle;
    }
    return NULL;
}
