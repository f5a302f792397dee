#define _GNU_SOURCE
#include "cprocesses.h"

#include <fcntl.h>
#include <unistd.h>

int cprocesses_lend_terminal(posix_spawn_file_actions_t *actions, int terminal) {
    return posix_spawn_file_actions_addtcsetpgrp_np(actions, terminal);
}

short cprocesses_own_session(void) { return POSIX_SPAWN_SETSID; }

int cprocesses_close_from(posix_spawn_file_actions_t *actions, int first) {
    return posix_spawn_file_actions_addclosefrom_np(actions, first);
}

bool cprocesses_pipe(int *reading, int *writing) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return false;
    *reading = ends[0];
    *writing = ends[1];
    return true;
}
