#define _GNU_SOURCE
#include "cprocesses.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static int ends[2] = {-1, -1};
static struct sigaction previous[NSIG];

static void note(int number) {
    int saved = errno;
    unsigned char byte = (unsigned char)number;
    // A full pipe has thousands of signals that nobody looked at: one more changes nothing.
    if (write(ends[1], &byte, 1) < 0) errno = saved;
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

void cprocesses_signal_release(int number) {
    if (number > 0 && number < NSIG) sigaction(number, &previous[number], NULL);
}
