#include "cprocesses.h"
#include <stddef.h>

static int count;
static char **arguments;

// glibc hands them to whoever runs before `main`; what the language gives out may be a copy.
__attribute__((constructor)) static void remember(int argc, char **argv) {
    count = argc;
    arguments = argv;
}

char *cprocesses_argument(int index) { return index >= 0 && index < count ? arguments[index] : NULL; }
