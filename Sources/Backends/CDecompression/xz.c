#include "cdecompression.h"

#include "cloading.h"

#define LIBRARY "liblzma.so.5"
#define FUNCTIONS(each) \
    each(lzma_stream_decoder) each(lzma_code) each(lzma_memusage) each(lzma_end) each(lzma_stream_footer_decode) \
    each(lzma_index_buffer_decode) each(lzma_index_file_size) each(lzma_index_uncompressed_size) each(lzma_index_end)
LOADING(cxz, "liblzma.so")

lzma_ret cxz_begin(lzma_stream *stream, uint64_t memory_limit) {
    return load_lzma_stream_decoder(stream, memory_limit, LZMA_TELL_UNSUPPORTED_CHECK);
}
lzma_ret cxz_code(lzma_stream *stream) { return load_lzma_code(stream, LZMA_RUN); }
uint64_t cxz_memory_usage(const lzma_stream *stream) { return load_lzma_memusage(stream); }
void cxz_end(lzma_stream *stream) { load_lzma_end(stream); }

int64_t cxz_index_count(const uint8_t *footer) {
    lzma_stream_flags flags;
    if (load_lzma_stream_footer_decode(&flags, footer) != LZMA_OK) return -1;
    return (int64_t)flags.backward_size;
}

int64_t cxz_unpacked_size(const uint8_t *index, size_t count, uint64_t file_size, uint64_t memory_limit) {
    lzma_index *table = NULL;
    size_t place = 0;
    if (load_lzma_index_buffer_decode(&table, &memory_limit, NULL, index, &place, count) != LZMA_OK) return -1;
    int64_t size = -1;
    if (place == count && load_lzma_index_file_size(table) == file_size)
        size = (int64_t)load_lzma_index_uncompressed_size(table);
    load_lzma_index_end(table, NULL);
    return size;
}
