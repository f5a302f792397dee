#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// libedit for Swift: one typed function for each use of its variadic ones, and text as 32-bit scalars whatever
// the platform takes `wchar_t` for. Nothing here decides anything. One editor belongs to one thread.

#pragma clang assume_nonnull begin

/// An `EditLine`, its history, and the streams it was given.
typedef struct ceditline ceditline;

/// What libedit calls. Set them before the first line is read.
typedef struct {
    /// Handed to each of them.
    void *owner;
    /// EL_GETCFN: 1 and a key, 0 at the end, -1 after an error.
    int32_t (*read_key)(void *owner, uint32_t *key);
    /// EL_PROMPT_ESC, with U+0001 around what takes no cells. The text must stay valid until the next call.
    const uint32_t *_Nonnull (*_Nonnull prompt)(void *owner);
    /// An editor command of our own; answers one of the CC_… codes below.
    uint8_t (*run)(void *owner, int32_t command, uint32_t key);
} ceditline_callbacks;

/// What a command of our own answers, by libedit's names.
enum {
    CEDITLINE_NORM = 0,
    CEDITLINE_EOF = 2,
    CEDITLINE_ARGHACK = 3,
    CEDITLINE_REFRESH = 4,
    CEDITLINE_CURSOR = 5,
    CEDITLINE_ERROR = 6
};

/// el_init on copies of the two descriptors. Null, with errno, when that fails.
ceditline *_Nullable ceditline_open(const char *program, int input, int output);
/// el_end, without its change of the terminal's modes; see ceditline_release_terminal.
void ceditline_close(ceditline *editor);
void ceditline_set_callbacks(ceditline *editor, ceditline_callbacks callbacks);

/// el_wgets. The text belongs to libedit and is gone at the next call.
const uint32_t *_Nullable ceditline_read(ceditline *editor, int32_t *count);
/// el_wline: the text without a terminator, and the cursor as libedit has it, which may be outside.
const uint32_t *ceditline_line(ceditline *editor, ptrdiff_t *length, ptrdiff_t *cursor);
/// el_wreplacestr: the whole text, which ends with 0 and must not be empty. The cursor stays where it is, if it can.
bool ceditline_replace(ceditline *editor, const uint32_t *text);
/// el_deletestr: deletes left of the cursor.
void ceditline_delete(ceditline *editor, int32_t count);
/// el_cursor.
void ceditline_move(ceditline *editor, int32_t count);

/// EL_REFRESH: draws prompt and line, taking the cursor to be at the start of an empty row.
void ceditline_refresh(ceditline *editor);
/// el_resize.
void ceditline_resize(ceditline *editor);
/// el_beep.
void ceditline_beep(ceditline *editor);
/// EL_PREP_TERM: the modes for editing, or those for everything else.
void ceditline_prepare_terminal(ceditline *editor, bool editing);
/// Writes to libedit's own stream and flushes it.
void ceditline_write(ceditline *editor, const uint8_t *bytes, size_t count);
/// EL_GETTC for a string capability.
const char *_Nullable ceditline_capability(ceditline *editor, const char *name);

/// EL_ADDFN. The command's number for ceditline_callbacks.run, or -1 when there are too many.
int32_t ceditline_add_command(ceditline *editor, const char *name, const char *help);
/// EL_BIND of a key sequence, in the map of vi's command mode when `alternate`.
bool ceditline_bind(ceditline *editor, bool alternate, const char *keys, const char *command);
/// EL_BIND of one key below 256.
bool ceditline_bind_key(ceditline *editor, bool alternate, uint32_t key, const char *command);
/// EL_EDITOR, set and got.
bool ceditline_set_vi(ceditline *editor, bool vi);
bool ceditline_is_vi(ceditline *editor);
/// EL_EDITMODE: false after `edit off`.
bool ceditline_edits(ceditline *editor);
/// EL_SETTY for the modes while editing, such as "-isig".
bool ceditline_set_mode(ceditline *editor, const char *mode);
/// el_parse. The words are UTF-8.
int32_t ceditline_parse(ceditline *editor, int32_t count, const char *_Nullable const *_Nonnull words);
/// H_ENTER into the history that libedit's own commands use; the text ends with 0.
void ceditline_remember(ceditline *editor, const uint32_t *text);
/// H_CLEAR: empties it.
void ceditline_forget(ceditline *editor);

/// wcwidth, in the locale that libedit works in.
int32_t ceditline_width(uint32_t scalar);
/// iswprint, in the same locale.
bool ceditline_is_printable(uint32_t scalar);
/// Sets LC_CTYPE as the environment says, or to any UTF-8 locale there is. Call it before ceditline_open.
bool ceditline_use_utf8(void);

/// eventfd, non-blocking and closed on exec.
int ceditline_event_descriptor(void);

/// Saves the terminal's modes, and restores them when the process exits or dies of a signal such as SIGSEGV.
bool ceditline_guard_terminal(int descriptor);
/// Whether there is such a guard now.
bool ceditline_guards_terminal(void);
/// Whether bracketed paste is on and must be turned off then.
void ceditline_note_paste_mode(bool on);
/// Restores the saved modes now, and ends the guard.
void ceditline_release_terminal(void);

#pragma clang assume_nonnull end
