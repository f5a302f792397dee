#define _GNU_SOURCE
#include "ceditline.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <sys/eventfd.h>
#include <wchar.h>
#include <wctype.h>

int32_t ceditline_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

bool ceditline_is_printable(uint32_t scalar) { return iswprint((wint_t)scalar) != 0; }

static bool is_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

bool ceditline_use_utf8(void) {
    static const char *const names[] = {"C.UTF-8", "C.utf8", "en_US.UTF-8"};
    setlocale(LC_CTYPE, "");
    for (unsigned i = 0; i < sizeof names / sizeof *names && !is_utf8(); i++) setlocale(LC_CTYPE, names[i]);
    return is_utf8();
}

int ceditline_event_descriptor(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }
