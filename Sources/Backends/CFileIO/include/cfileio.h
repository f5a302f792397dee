#pragma once
#include <stdint.h>

// Linux calls that the C library declares for _GNU_SOURCE only. Results and errno are those of the call.

/// renameat2 with RENAME_NOREPLACE.
int cfileio_rename_no_replace(const char *from, const char *to);

/// fallocate with FALLOC_FL_KEEP_SIZE.
int cfileio_reserve(int descriptor, int64_t length);

/// sync_file_range with SYNC_FILE_RANGE_WRITE: begins, and does not wait.
void cfileio_begin_writing(int descriptor, int64_t offset, int64_t length);

/// ioctl FICLONE.
int cfileio_clone(int descriptor, int source);

/// The magic number of the file system that holds the path; 0 when it cannot be told.
uint32_t cfileio_file_system(const char *path);
