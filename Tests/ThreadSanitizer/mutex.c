// What the thread sanitizer does not see: a Mutex of Swift's that has to wait does so inside a library which is built
// without the sanitizer, so that all it guards looks as if nobody guarded it. These stand in front of that library's two
// functions and say what they do. The fast ways are inlined where they are used, and seen.

#include <dlfcn.h>
#include <stdint.h>
#include <stdlib.h>

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))

extern void __tsan_acquire(void *address);
extern void __tsan_release(void *address);

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

static void *next(const char *name) {
    void *found = dlsym(RTLD_NEXT, name);
    if (!found) abort();
    return found;
}

SWIFT void waiting_lock(uint32_t thread, SELF void *self) __asm__(LOCK);
SWIFT void waiting_lock(uint32_t thread, SELF void *self) {
    SWIFT void (*lock)(uint32_t, SELF void *) = (SWIFT void (*)(uint32_t, SELF void *))next(LOCK);
    lock(thread, self);
    __tsan_acquire(self);
}

SWIFT void waking_unlock(SELF void *self) __asm__(UNLOCK);
SWIFT void waking_unlock(SELF void *self) {
    SWIFT void (*unlock)(SELF void *) = (SWIFT void (*)(SELF void *))next(UNLOCK);
    __tsan_release(self);
    unlock(self);
}
