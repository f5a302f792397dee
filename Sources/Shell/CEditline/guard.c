#define _GNU_SOURCE
#include "ceditline.h"

#include <signal.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

// One process has one terminal to give back. Everything in `restore` is safe in a signal handler.

static const int fatal[] = {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT, SIGSEGV, SIGSYS, SIGTRAP};
#define FATAL_COUNT (sizeof fatal / sizeof *fatal)

static struct termios saved;
static struct sigaction previous[FATAL_COUNT];
static volatile sig_atomic_t guarded = -1;
static volatile sig_atomic_t paste_mode = 0;

static void restore(void) {
    int descriptor = guarded;
    // From the background it would stop the process instead.
    if (descriptor < 0 || tcgetpgrp(descriptor) != getpgrp()) return;
    static const char paste_off[] = "\033[?2004l";
    if (paste_mode && write(descriptor, paste_off, sizeof paste_off - 1) < 0) paste_mode = 0;
    tcsetattr(descriptor, TCSANOW, &saved);
}

// Restores the terminal, then lets the signal do what it would have done.
static void die(int number) {
    restore();
    for (unsigned i = 0; i < FATAL_COUNT; i++)
        if (fatal[i] == number) sigaction(number, &previous[i], NULL);
    raise(number);
}

bool ceditline_guard_terminal(int descriptor) {
    static bool registered = false;
    bool is_guarding = guarded >= 0;
    if (tcgetattr(descriptor, &saved) != 0) return false;
    guarded = descriptor;
    // Not twice: the handlers would come to restore themselves.
    if (is_guarding) return true;
    if (!registered && atexit(restore) == 0) registered = true;
    struct sigaction action = {.sa_handler = die, .sa_flags = SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    for (unsigned i = 0; i < FATAL_COUNT; i++) {
        struct sigaction before;
        // Whoever watched a signal meanwhile may have put our own handler back since.
        if (sigaction(fatal[i], &action, &before) == 0 && before.sa_handler != die) previous[i] = before;
    }
    return true;
}

bool ceditline_guards_terminal(void) { return guarded >= 0; }

void ceditline_note_paste_mode(bool on) { paste_mode = on; }

void ceditline_release_terminal(void) {
    if (guarded < 0) return;
    restore();
    guarded = -1;
    for (unsigned i = 0; i < FATAL_COUNT; i++) {
        struct sigaction current;
        if (sigaction(fatal[i], NULL, &current) == 0 && current.sa_handler == die)
            sigaction(fatal[i], &previous[i], NULL);
    }
}
