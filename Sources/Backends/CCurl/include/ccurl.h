#pragma once
#include <curl/curl.h>

// libcurl, loaded when it is first needed: it brings some thirty libraries along, which a program that only works on
// this machine should not wait for. Every function here calls the one of libcurl with that name; the setters are one
// for each type an option can take, since Swift cannot call variadic functions.
//
// No function but ccurl_load may be called before ccurl_load returned NULL.

/// Loads and initialises libcurl, once. Returns NULL, or why that failed; the text lives for ever.
const char *ccurl_load(void);

CURL *ccurl_easy_init(void);
void ccurl_easy_cleanup(CURL *easy);
CURLcode ccurl_easy_pause(CURL *easy, int bitmask);
const char *ccurl_easy_strerror(CURLcode code);

CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value);
CURLcode ccurl_set_offset(CURL *easy, CURLoption option, curl_off_t value);
CURLcode ccurl_set_string(CURL *easy, CURLoption option, const char *value);
CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, void *value);
CURLcode ccurl_set_list(CURL *easy, CURLoption option, struct curl_slist *value);

typedef size_t (*ccurl_data_callback)(char *bytes, size_t size, size_t count, void *context);
typedef int (*ccurl_seek_callback)(void *context, curl_off_t offset, int origin);
typedef int (*ccurl_progress_callback)(
    void *context, curl_off_t download_total, curl_off_t download_now, curl_off_t upload_total, curl_off_t upload_now);

typedef int (*ccurl_start_callback)(
    void *context, char *server_address, char *own_address, int server_port, int own_port);

CURLcode ccurl_set_data_callback(CURL *easy, CURLoption option, ccurl_data_callback callback);
CURLcode ccurl_set_seek_callback(CURL *easy, ccurl_seek_callback callback);
CURLcode ccurl_set_progress_callback(CURL *easy, ccurl_progress_callback callback);
CURLcode ccurl_set_start_callback(CURL *easy, ccurl_start_callback callback);

CURLcode ccurl_get_long(CURL *easy, CURLINFO info, long *value);

struct curl_slist *ccurl_slist_append(struct curl_slist *list, const char *text);
void ccurl_slist_free_all(struct curl_slist *list);

CURLM *ccurl_multi_init(void);
void ccurl_multi_cleanup(CURLM *multi);
CURLMcode ccurl_multi_add(CURLM *multi, CURL *easy);
CURLMcode ccurl_multi_remove(CURLM *multi, CURL *easy);
CURLMcode ccurl_multi_perform(CURLM *multi, int *running);
/// Waits for something to happen on a connection, for a wake-up, or for so many milliseconds.
CURLMcode ccurl_multi_poll(CURLM *multi, int milliseconds);
/// The only call that another thread than the one of the handle may make.
CURLMcode ccurl_multi_wakeup(CURLM *multi);
/// The next transfer that ended, or NULL; its result goes to `result`.
CURL *ccurl_multi_finished(CURLM *multi, CURLcode *result);

// Macros with casts in them, which Swift does not see.
static const size_t ccurl_write_pause = CURL_WRITEFUNC_PAUSE;
static const size_t ccurl_read_pause = CURL_READFUNC_PAUSE;
static const size_t ccurl_read_abort = CURL_READFUNC_ABORT;
