#define _GNU_SOURCE
#include "cprocesses.h"

int cprocesses_lend_terminal(posix_spawn_file_actions_t *actions, int terminal) {
    return posix_spawn_file_actions_addtcsetpgrp_np(actions, terminal);
}

short cprocesses_own_session(void) { return POSIX_SPAWN_SETSID; }
