// Stands between a program and the files below TORTURE_ROOT, loaded into it with LD_PRELOAD. It can
//
//   record   TORTURE_LOG=FILE          every change of a file or directory, and every flush, in their order;
//   kill     TORTURE_KILL=N            the process in place of its N-th change (TORTURE_TEAR=1: half of a write is made);
//   refuse   TORTURE_FAIL=CALL:N:ERRNO the N-th CALL; a read or write is cut short by the ERRNO 'short'.
//
// TORTURE_HIT=FILE is made when a call was refused, so that the caller can go on until no N is left. Calls of SQLite
// come this way as well. Files elsewhere, such as libraries and terminals, are left alone.
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define REAL(name, ...) (((__typeof__(&name))real(#name))(__VA_ARGS__))
#define LIMIT 1024

static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;
static char below[LIMIT];  // whether a descriptor is of a file below the root
static const char *root, *hit;
static size_t root_length;
static int log_file = -1, torn;
static long kill_at, changes;
static char fail_call[16];
static long fail_at, calls;
static int fail_errno;  // -1 is a short read or write

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void begin(void) {
    root = getenv("TORTURE_ROOT");
    if (!root) return;
    root_length = strlen(root);
    hit = getenv("TORTURE_HIT");
    torn = getenv("TORTURE_TEAR") != NULL;
    const char *text = getenv("TORTURE_LOG");
    if (text) {
        int file = REAL(open, text, O_WRONLY | O_CREAT | O_APPEND, 0600);
        log_file = fcntl(file, F_DUPFD_CLOEXEC, 900);
        REAL(close, file);
    }
    if ((text = getenv("TORTURE_KILL"))) kill_at = atol(text);
    if ((text = getenv("TORTURE_FAIL"))) {
        char number[16] = "";
        if (sscanf(text, "%15[^:]:%ld:%15s", fail_call, &fail_at, number) != 3) abort();
        fail_errno = strcmp(number, "short") ? atoi(number) : -1;
    }
}

static int is_below(const char *path) {
    return root && path && strncmp(path, root, root_length) == 0 && (path[root_length] == '/' || !path[root_length]);
}

static int knows(int descriptor) { return root && descriptor >= 0 && descriptor < LIMIT && below[descriptor]; }

// Whether this call is the one to refuse. 0: no; an errno; -1: to be cut short.
static int refused(const char *call) {
    if (!fail_at || strcmp(call, fail_call)) return 0;
    if (__atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST) != fail_at) return 0;
    if (hit) REAL(close, REAL(open, hit, O_WRONLY | O_CREAT, 0600));
    if (fail_errno > 0) errno = fail_errno;
    return fail_errno;
}

static void note(const void *data, size_t length, const char *format, ...) {
    if (log_file < 0) return;
    char line[9000];
    va_list arguments;
    va_start(arguments, format);
    int count = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    if (REAL(write, log_file, line, count) != count) abort();
    if (length && REAL(write, log_file, data, length) != (ssize_t)length) abort();
}

// Before each change: the moment to die.
static int is_last(void) { return kill_at && ++changes == kill_at; }
static void die(void) { kill(getpid(), SIGKILL); }

// One change of a name: refused, the last, or made and noted.
#define CHANGE(call, known, made, ...)                            \
    do {                                                          \
        if (!(known)) return made;                                \
        if (refused(call)) return -1;                             \
        pthread_mutex_lock(&order);                               \
        if (is_last()) die();                                     \
        int result_ = made;                                       \
        int kept_ = errno;                                        \
        if (result_ == 0) note(NULL, 0, __VA_ARGS__);             \
        pthread_mutex_unlock(&order);                             \
        errno = kept_;                                            \
        return result_;                                           \
    } while (0)

#define REFUSE(call, known)                       \
    do {                                          \
        if ((known) && refused(call)) return -1;  \
    } while (0)

static int opened(const char *path, int flags, mode_t mode) {
    if (!is_below(path)) return REAL(open, path, flags, mode);
    if (refused("open")) return -1;
    pthread_mutex_lock(&order);
    struct stat status;
    int is_new = (flags & O_CREAT) && REAL(lstat, path, &status) != 0;
    int empties = (flags & O_TRUNC) != 0;
    if ((is_new || empties) && is_last()) die();
    int descriptor = REAL(open, path, flags, mode);
    int kept = errno;
    if (descriptor >= 0 && descriptor < LIMIT) {
        below[descriptor] = 1;
        note(NULL, 0, "open %d %d %s\n", descriptor, is_new, path);
        if (empties) note(NULL, 0, "truncate %d 0\n", descriptor);
    }
    pthread_mutex_unlock(&order);
    errno = kept;
    return descriptor;
}

#define OPEN(name)                                          \
    int name(const char *path, int flags, ...) {            \
        va_list arguments;                                  \
        va_start(arguments, flags);                         \
        mode_t mode = (mode_t)va_arg(arguments, int);       \
        va_end(arguments);                                  \
        return opened(path, flags, mode);                   \
    }
OPEN(open)
OPEN(open64)

int close(int descriptor) {
    if (!knows(descriptor)) return REAL(close, descriptor);
    below[descriptor] = 0;
    int refusal = refused("close");
    int result = REAL(close, descriptor);
    if (refusal) errno = fail_errno;
    return refusal ? -1 : result;
}

static ssize_t written(int descriptor, const void *data, size_t count, off_t offset, int positioned) {
#define WRITE(n) (positioned ? REAL(pwrite, descriptor, data, n, offset) : REAL(write, descriptor, data, n))
    if (!knows(descriptor)) return WRITE(count);
    int refusal = refused("write");
    if (refusal > 0) return -1;
    if (refusal < 0 && count > 1) count /= 2;
    pthread_mutex_lock(&order);
    if (is_last()) {
        if (torn) (void)!WRITE(count / 2);
        die();
    }
    ssize_t result = WRITE(count);
    int kept = errno;
    if (result > 0) {
        off_t start = positioned ? offset : lseek(descriptor, 0, SEEK_CUR) - result;
        note(data, result, "write %d %lld %zd\n", descriptor, (long long)start, result);
    }
    pthread_mutex_unlock(&order);
    errno = kept;
    return result;
#undef WRITE
}

ssize_t write(int descriptor, const void *data, size_t count) { return written(descriptor, data, count, 0, 0); }
ssize_t pwrite(int descriptor, const void *data, size_t count, off_t offset) {
    return written(descriptor, data, count, offset, 1);
}
ssize_t pwrite64(int descriptor, const void *data, size_t count, off64_t offset) {
    return written(descriptor, data, count, offset, 1);
}

#define READ(known, made)                                     \
    do {                                                      \
        int refusal_ = (known) ? refused("read") : 0;         \
        if (refusal_ > 0) return -1;                          \
        if (refusal_ < 0 && count > 1) count = (count + 1) / 2; \
        return made;                                          \
    } while (0)
ssize_t read(int descriptor, void *data, size_t count) { READ(knows(descriptor), REAL(read, descriptor, data, count)); }
ssize_t pread(int descriptor, void *data, size_t count, off_t offset) {
    READ(knows(descriptor), REAL(pread, descriptor, data, count, offset));
}
ssize_t pread64(int descriptor, void *data, size_t count, off64_t offset) {
    READ(knows(descriptor), REAL(pread, descriptor, data, count, offset));
}

static int shortened(int descriptor, off_t length) {
    CHANGE("truncate", knows(descriptor), REAL(ftruncate, descriptor, length), "truncate %d %lld\n", descriptor,
           (long long)length);
}
int ftruncate(int descriptor, off_t length) { return shortened(descriptor, length); }
int ftruncate64(int descriptor, off64_t length) { return shortened(descriptor, length); }

int fsync(int descriptor) { CHANGE("fsync", knows(descriptor), REAL(fsync, descriptor), "flush %d\n", descriptor); }
int fdatasync(int descriptor) {
    CHANGE("fsync", knows(descriptor), REAL(fdatasync, descriptor), "flush %d\n", descriptor);
}

int rename(const char *from, const char *to) {
    CHANGE("rename", is_below(to), REAL(rename, from, to), "rename %s\t%s\n", from, to);
}
int renameat2(int a, const char *from, int b, const char *to, unsigned flags) {
    CHANGE("rename", is_below(to), REAL(renameat2, a, from, b, to, flags), "rename %s\t%s\n", from, to);
}
int link(const char *from, const char *to) {
    CHANGE("link", is_below(to), REAL(link, from, to), "link %s\t%s\n", from, to);
}
int unlink(const char *path) { CHANGE("unlink", is_below(path), REAL(unlink, path), "unlink %s\n", path); }
int mkdir(const char *path, mode_t mode) { CHANGE("mkdir", is_below(path), REAL(mkdir, path, mode), "mkdir %s\n", path); }

// From here on only calls that change nothing a power cut could take back.
int fchmod(int descriptor, mode_t mode) {
    REFUSE("chmod", knows(descriptor));
    return REAL(fchmod, descriptor, mode);
}
int fallocate(int descriptor, int mode, off_t offset, off_t length) {
    REFUSE("fallocate", knows(descriptor));
    return REAL(fallocate, descriptor, mode, offset, length);
}
int flock(int descriptor, int operation) {
    REFUSE("flock", knows(descriptor));
    return REAL(flock, descriptor, operation);
}

#define FCNTL(name)                                    \
    int name(int descriptor, int command, ...) {       \
        va_list arguments;                             \
        va_start(arguments, command);                  \
        void *argument = va_arg(arguments, void *);    \
        va_end(arguments);                             \
        REFUSE("fcntl", knows(descriptor));            \
        return REAL(fcntl, descriptor, command, argument); \
    }
FCNTL(fcntl)
FCNTL(fcntl64)

int ioctl(int descriptor, unsigned long request, ...) {
    va_list arguments;
    va_start(arguments, request);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    // The recorder cannot see data that is shared in place of being written.
    if (knows(descriptor) && log_file >= 0) {
        errno = EOPNOTSUPP;
        return -1;
    }
    REFUSE("ioctl", knows(descriptor));
    return REAL(ioctl, descriptor, request, argument);
}

int stat(const char *path, struct stat *status) {
    REFUSE("stat", is_below(path));
    return REAL(stat, path, status);
}
int lstat(const char *path, struct stat *status) {
    REFUSE("stat", is_below(path));
    return REAL(lstat, path, status);
}
int fstat(int descriptor, struct stat *status) {
    REFUSE("stat", knows(descriptor));
    return REAL(fstat, descriptor, status);
}
int stat64(const char *path, struct stat64 *status) {
    REFUSE("stat", is_below(path));
    return REAL(stat64, path, status);
}
int lstat64(const char *path, struct stat64 *status) {
    REFUSE("stat", is_below(path));
    return REAL(lstat64, path, status);
}
int fstat64(int descriptor, struct stat64 *status) {
    REFUSE("stat", knows(descriptor));
    return REAL(fstat64, descriptor, status);
}
int access(const char *path, int mode) {
    REFUSE("access", is_below(path));
    return REAL(access, path, mode);
}
int statvfs(const char *path, struct statvfs *status) {
    REFUSE("statvfs", is_below(path));
    return REAL(statvfs, path, status);
}

// The descriptor of a directory never comes by `open` and `close`.
DIR *opendir(const char *path) {
    if (!is_below(path)) return REAL(opendir, path);
    if (refused("opendir")) return NULL;
    DIR *directory = REAL(opendir, path);
    if (directory && dirfd(directory) < LIMIT) below[dirfd(directory)] = 1;
    return directory;
}
int closedir(DIR *directory) {
    if (knows(dirfd(directory))) below[dirfd(directory)] = 0;
    return REAL(closedir, directory);
}
struct dirent *readdir(DIR *directory) {
    if (knows(dirfd(directory)) && refused("readdir")) return NULL;
    return REAL(readdir, directory);
}
