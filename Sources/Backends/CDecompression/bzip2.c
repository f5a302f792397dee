#include "cdecompression.h"

#include "cloading.h"

#define LIBRARY "libbz2.so.1.0"
#define FUNCTIONS(each) each(BZ2_bzDecompressInit) each(BZ2_bzDecompress) each(BZ2_bzDecompressEnd)
LOADING(cbzip2, "libbz2.so.1")

int cbzip2_begin(bz_stream *stream) { return load_BZ2_bzDecompressInit(stream, 0, 0); }
int cbzip2_decompress(bz_stream *stream) { return load_BZ2_bzDecompress(stream); }
void cbzip2_end(bz_stream *stream) { load_BZ2_bzDecompressEnd(stream); }
