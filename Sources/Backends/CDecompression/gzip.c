#include "cdecompression.h"

#include "cloading.h"

#define LIBRARY "libz.so.1"
#define FUNCTIONS(each) each(inflateInit2_) each(inflateReset) each(inflate) each(inflateEnd)
LOADING(cgzip, "libz.so")

int cgzip_begin(z_stream *stream) {
    // 15 bits of window are all there is; 16 more say "gzip".
    return load_inflateInit2_(stream, 15 + 16, ZLIB_VERSION, (int)sizeof(z_stream));
}
int cgzip_reset(z_stream *stream) { return load_inflateReset(stream); }
int cgzip_inflate(z_stream *stream) { return load_inflate(stream, Z_NO_FLUSH); }
void cgzip_end(z_stream *stream) { load_inflateEnd(stream); }
