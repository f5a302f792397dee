#define _GNU_SOURCE
#include "cfileio.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/vfs.h>

int cfileio_rename_no_replace(const char *from, const char *to) {
    return renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
}

int cfileio_reserve(int descriptor, int64_t length) {
    return fallocate(descriptor, FALLOC_FL_KEEP_SIZE, 0, length);
}

void cfileio_begin_writing(int descriptor, int64_t offset, int64_t length) {
    sync_file_range(descriptor, offset, length, SYNC_FILE_RANGE_WRITE);
}

int cfileio_clone(int descriptor, int source) {
    return ioctl(descriptor, FICLONE, source);
}

uint32_t cfileio_file_system(const char *path) {
    struct statfs status;
    return statfs(path, &status) == 0 ? (uint32_t)status.f_type : 0;
}
