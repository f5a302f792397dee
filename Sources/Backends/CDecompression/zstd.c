#include "cdecompression.h"

#include "cloading.h"

#define LIBRARY "libzstd.so.1"
#define FUNCTIONS(each) \
    each(ZSTD_createDStream) each(ZSTD_freeDStream) each(ZSTD_DCtx_setParameter) each(ZSTD_decompressStream) \
    each(ZSTD_isError) each(ZSTD_getErrorName) each(ZSTD_getErrorCode)
LOADING(czstd, "libzstd.so")

ZSTD_DStream *czstd_create(void) { return load_ZSTD_createDStream(); }
void czstd_free(ZSTD_DStream *stream) { load_ZSTD_freeDStream(stream); }
size_t czstd_set_window_log_max(ZSTD_DStream *stream, int value) {
    return load_ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, value);
}
size_t czstd_decompress(ZSTD_DStream *stream, ZSTD_outBuffer *output, ZSTD_inBuffer *input) {
    return load_ZSTD_decompressStream(stream, output, input);
}
unsigned czstd_is_error(size_t code) { return load_ZSTD_isError(code); }
const char *czstd_error_name(size_t code) { return load_ZSTD_getErrorName(code); }
ZSTD_ErrorCode czstd_error_code(size_t code) { return load_ZSTD_getErrorCode(code); }
