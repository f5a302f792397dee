#include "cprocesses.h"
#include <malloc.h>
#include <sys/prctl.h>

void cprocesses_keep_freed_memory(int most, int large) {
    mallopt(M_TRIM_THRESHOLD, most);
    mallopt(M_MMAP_THRESHOLD, large);
}

void cprocesses_keep_memory_private(void) { prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }
