#pragma once
#include <bzlib.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

// The decoders of zlib, liblzma, libzstd and libbz2, each library loaded when it is first needed: a program that unpacks
// nothing should not wait for them. Every function here calls the one of the library with that name.
//
// Of each library, no function may be called before the one that ends in `load` returned NULL.

/// Loads the library, once. Returns NULL, or why that failed; the text lives for ever.
const char *cgzip_load(void);
const char *cxz_load(void);
const char *czstd_load(void);
const char *cbzip2_load(void);

/// inflateInit2 for gzip members, and nothing else.
int cgzip_begin(z_stream *stream);
int cgzip_reset(z_stream *stream);
int cgzip_inflate(z_stream *stream);
void cgzip_end(z_stream *stream);

/// lzma_stream_decoder; the stream may be used already, or all zeros. A check that is not known is an error.
lzma_ret cxz_begin(lzma_stream *stream, uint64_t memory_limit);
lzma_ret cxz_code(lzma_stream *stream);
uint64_t cxz_memory_usage(const lzma_stream *stream);
void cxz_end(lzma_stream *stream);

/// What the index of a file of one stream says the data measures. `footer` is the last 12 bytes of the file, `index`
/// what stands before them. Returns -1 when they are no such thing, or not that of a file of `file_size` bytes.
int64_t cxz_index_count(const uint8_t *footer);
int64_t cxz_unpacked_size(const uint8_t *index, size_t count, uint64_t file_size, uint64_t memory_limit);

ZSTD_DStream *czstd_create(void);
void czstd_free(ZSTD_DStream *stream);
size_t czstd_set_window_log_max(ZSTD_DStream *stream, int value);
size_t czstd_decompress(ZSTD_DStream *stream, ZSTD_outBuffer *output, ZSTD_inBuffer *input);
unsigned czstd_is_error(size_t code);
const char *czstd_error_name(size_t code);
/// ZSTD_getErrorCode.
ZSTD_ErrorCode czstd_error_code(size_t code);

int cbzip2_begin(bz_stream *stream);
int cbzip2_decompress(bz_stream *stream);
void cbzip2_end(bz_stream *stream);
