#pragma once
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// Signals as records in a pipe. A handler may do next to nothing; this one says what is true when the signal comes, since
// whoever reads of it may be late.

/// A signal that came.
struct cprocesses_signal {
    int number;
    /// Whether standard input was a terminal whose key sends SIGINT.
    bool from_keys;
    /// Nanoseconds of CLOCK_MONOTONIC.
    int64_t time;
};

/// The end of the process's one signal pipe to read from: non-blocking, closed on exec; always whole records come. -1,
/// with errno, without one.
int cprocesses_signal_descriptor(void);
/// From now on the signal is a record in the pipe. Takes effect before it returns.
bool cprocesses_signal_watch(int number);
/// The signal does again what it did before.
void cprocesses_signal_release(int number);
/// Whether nothing is to happen at the signal (SIG_IGN).
bool cprocesses_signal_is_ignored(int number);
/// Nanoseconds of the clock that signals are told by.
int64_t cprocesses_signal_time(void);

/// posix_spawn_file_actions_addtcsetpgrp_np (glibc 2.35): the program's group has the terminal before it runs.
int cprocesses_lend_terminal(posix_spawn_file_actions_t *actions, int terminal);
/// posix_spawn_file_actions_addclosefrom_np (glibc 2.34): the program has no descriptor from this one on.
int cprocesses_close_from(posix_spawn_file_actions_t *actions, int first);
/// POSIX_SPAWN_SETSID (glibc 2.26): the program leads a session of its own.
short cprocesses_own_session(void);

/// pipe2: a pipe whose ends no program inherits that is started meanwhile. False, with errno, without one.
bool cprocesses_pipe(int *reading, int *writing);

/// mallopt: freed memory stays with the process, up to `most` bytes at the end of each heap, and blocks of less than `large`
/// bytes come from there.
void cprocesses_keep_freed_memory(int most, int large);

/// prctl: the memory of this process goes into no file when it crashes, and no other program of the user may read it. A
/// program that it starts is as any other.
void cprocesses_keep_memory_private(void);

/// An argument this process was started with, 0 being the program's name, in the memory that the system shows to every user of
/// the machine. NULL when there is none.
char *_Nullable cprocesses_argument(int index);

#pragma clang assume_nonnull end
