#pragma once
#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>

// Loads a library and finds the functions that FUNCTIONS lists; each is called by the name load_<function>.

#define DECLARE(name) static __typeof__(name) *load_##name;
#define RESOLVE(name) \
    load_##name = (__typeof__(load_##name))dlsym(library, #name); \
    if (!load_##name) { \
        failure = "the library " LIBRARY " is too old: it has no " #name; \
        return; \
    }

#define LOADING(prefix, other_name) \
    FUNCTIONS(DECLARE) \
    static pthread_once_t once = PTHREAD_ONCE_INIT; \
    static const char *failure; \
    static void load(void) { \
        void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL); \
        if (!library) library = dlopen(other_name, RTLD_NOW | RTLD_LOCAL); \
        if (!library) { \
            failure = "the library " LIBRARY " is not there"; \
            return; \
        } \
        FUNCTIONS(RESOLVE) \
    } \
    const char *prefix##_load(void) { \
        pthread_once(&once, load); \
        return failure; \
    }
