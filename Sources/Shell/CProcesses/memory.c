#include "cprocesses.h"
#include <malloc.h>

void cprocesses_keep_freed_memory(int most, int large) {
    mallopt(M_TRIM_THRESHOLD, most);
    mallopt(M_MMAP_THRESHOLD, large);
}
