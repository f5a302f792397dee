#define _GNU_SOURCE
#include "cprocesses.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static int ends[2] = {-1, -1};
static struct sigaction previous[NSIG];

int64_t cprocesses_signal_time(void) {
    struct timespec now;
    return clock_gettime(CLOCK_MONOTONIC, &now) == 0 ? (int64_t)now.tv_sec * 1000000000 + now.tv_nsec : 0;
}

// All that it calls may be called in a handler (signal-safety(7)).
static void note(int number) {
    int saved = errno;
    struct cprocesses_signal signal;
    // It goes through a pipe whole, with what is between its fields.
    memset(&signal, 0, sizeof signal);
    struct termios modes;
    signal.number = number;
    signal.from_keys = tcgetattr(STDIN_FILENO, &modes) == 0 && (modes.c_lflag & ISIG) && modes.c_cc[VINTR];
    signal.time = cprocesses_signal_time();
    // A full pipe has thousands of signals that nobody looked at: one more changes nothing.
    if (write(ends[1], &signal, sizeof signal) < 0) errno = saved;
    errno = saved;
}

int cprocesses_signal_descriptor(void) {
    if (ends[0] < 0 && pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
    return ends[0];
}

bool cprocesses_signal_watch(int number) {
    if (number <= 0 || number >= NSIG || cprocesses_signal_descriptor() < 0) return false;
    struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART | SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    return sigaction(number, &action, &previous[number]) == 0;
}

bool cprocesses_signal_is_ignored(int number) {
    struct sigaction now;
    return sigaction(number, NULL, &now) == 0 && now.sa_handler == SIG_IGN;
}

void cprocesses_signal_release(int number) {
    if (number > 0 && number < NSIG) sigaction(number, &previous[number], NULL);
}
