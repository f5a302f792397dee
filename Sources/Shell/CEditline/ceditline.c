#define _GNU_SOURCE
#include "ceditline.h"

#include <errno.h>
#include <fcntl.h>
#include <histedit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PROMPT_MARKER 1
#define HISTORY_SIZE 10000

struct ceditline {
    EditLine *el;
    HistoryW *history;
    FILE *input, *output, *errors;
    ceditline_callbacks callbacks;
    int32_t command_count;
    wchar_t *names[64]; // libedit keeps the pointers it is given
};

static ceditline *of(EditLine *el) {
    void *data = NULL;
    el_wget(el, EL_CLIENTDATA, &data);
    return data;
}

static int read_key(EditLine *el, wchar_t *key) {
    ceditline *editor = of(el);
    uint32_t scalar = 0;
    int result = editor->callbacks.read_key(editor->callbacks.owner, &scalar);
    *key = (wchar_t)scalar;
    return result;
}

static wchar_t *prompt(EditLine *el) {
    ceditline *editor = of(el);
    return (wchar_t *)editor->callbacks.prompt(editor->callbacks.owner);
}

// libedit does not say which function it calls, so each number has one of its own.
#define COMMAND(number)                                                                        \
    static unsigned char command_##number(EditLine *el, wint_t key) {                          \
        ceditline *editor = of(el);                                                            \
        return editor->callbacks.run(editor->callbacks.owner, number, (uint32_t)key);          \
    }
#define COMMANDS(F)                                                                            \
    F(0) F(1) F(2) F(3) F(4) F(5) F(6) F(7) F(8) F(9) F(10) F(11) F(12) F(13) F(14) F(15)      \
    F(16) F(17) F(18) F(19) F(20) F(21) F(22) F(23) F(24) F(25) F(26) F(27) F(28) F(29)        \
    F(30) F(31)
COMMANDS(COMMAND)
#define NAME(number) command_##number,
static unsigned char (*const commands[])(EditLine *, wint_t) = {COMMANDS(NAME)};

static FILE *copy(int descriptor, const char *mode) {
    int duplicate = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
    if (duplicate < 0) return NULL;
    FILE *stream = fdopen(duplicate, mode);
    if (!stream) close(duplicate);
    return stream;
}

static void release(ceditline *editor) {
    if (editor->input) fclose(editor->input);
    if (editor->output) fclose(editor->output);
    if (editor->errors) fclose(editor->errors);
    for (int32_t i = 0; i < 2 * editor->command_count; i++) free(editor->names[i]);
    free(editor);
}

ceditline *ceditline_open(const char *program, int input, int output) {
    ceditline *editor = calloc(1, sizeof *editor);
    if (!editor) return NULL;
    editor->input = copy(input, "r");
    editor->output = copy(output, "w");
    editor->errors = copy(output, "w");
    if (editor->input && editor->output && editor->errors) {
        setvbuf(editor->errors, NULL, _IONBF, 0);
        editor->el = el_init(program, editor->input, editor->output, editor->errors);
    }
    if (!editor->el) {
        int code = errno;
        release(editor);
        errno = code;
        return NULL;
    }
    el_wset(editor->el, EL_CLIENTDATA, editor);
    editor->history = history_winit();
    if (editor->history) {
        HistEventW event;
        // The size is 0 at first, and every entry would be dropped at once.
        history_w(editor->history, &event, H_SETSIZE, HISTORY_SIZE);
        el_wset(editor->el, EL_HIST, history_w, editor->history);
    }
    return editor;
}

void ceditline_close(ceditline *editor) {
    // el_end restores the modes with TCSAFLUSH, which throws away what was typed ahead; not when editing is off.
    el_wset(editor->el, EL_PREP_TERM, 0);
    el_wset(editor->el, EL_EDITMODE, 0);
    el_end(editor->el);
    if (editor->history) history_wend(editor->history);
    release(editor);
}

void ceditline_set_callbacks(ceditline *editor, ceditline_callbacks callbacks) {
    editor->callbacks = callbacks;
    el_wset(editor->el, EL_GETCFN, read_key);
    el_wset(editor->el, EL_PROMPT_ESC, prompt, PROMPT_MARKER);
}

const uint32_t *ceditline_read(ceditline *editor, int32_t *count) {
    int length = 0;
    const wchar_t *line = el_wgets(editor->el, &length);
    *count = length;
    return (const uint32_t *)line;
}

const uint32_t *ceditline_line(ceditline *editor, ptrdiff_t *length, ptrdiff_t *cursor) {
    const LineInfoW *line = el_wline(editor->el);
    *length = line->lastchar - line->buffer;
    *cursor = line->cursor - line->buffer;
    return (const uint32_t *)line->buffer;
}

bool ceditline_replace(ceditline *editor, const uint32_t *text) {
    return el_wreplacestr(editor->el, (const wchar_t *)text) == 0;
}

void ceditline_delete(ceditline *editor, int32_t count) { el_deletestr(editor->el, count); }

void ceditline_move(ceditline *editor, int32_t count) { el_cursor(editor->el, count); }

void ceditline_refresh(ceditline *editor) { el_wset(editor->el, EL_REFRESH); }

void ceditline_resize(ceditline *editor) { el_resize(editor->el); }

void ceditline_beep(ceditline *editor) {
    el_beep(editor->el);
    fflush(editor->output);
}

void ceditline_prepare_terminal(ceditline *editor, bool editing) {
    el_wset(editor->el, EL_PREP_TERM, editing ? 1 : 0);
}

void ceditline_write(ceditline *editor, const uint8_t *bytes, size_t count) {
    fwrite(bytes, 1, count, editor->output);
    fflush(editor->output);
}

const char *ceditline_capability(ceditline *editor, const char *name) {
    char *value = NULL;
    return el_get(editor->el, EL_GETTC, name, &value) == 0 ? value : NULL;
}

// ASCII only: the names of commands, keys and modes.
static void widen(wchar_t *wide, size_t size, const char *text) {
    size_t i = 0;
    for (; text[i] && i + 1 < size; i++) wide[i] = (unsigned char)text[i];
    wide[i] = 0;
}

static wchar_t *widened(const char *text) {
    size_t size = strlen(text) + 1;
    wchar_t *wide = calloc(size, sizeof *wide);
    if (wide) widen(wide, size, text);
    return wide;
}

int32_t ceditline_add_command(ceditline *editor, const char *name, const char *help) {
    int32_t number = editor->command_count;
    if (number >= (int32_t)(sizeof commands / sizeof *commands)) return -1;
    wchar_t **names = editor->names + 2 * number;
    names[0] = widened(name);
    names[1] = widened(help);
    editor->command_count++;
    if (!names[0] || !names[1]) return -1;
    return el_wset(editor->el, EL_ADDFN, names[0], names[1], commands[number]) == 0 ? number : -1;
}

static bool bind(ceditline *editor, bool alternate, const wchar_t *keys, const char *command) {
    wchar_t name[64];
    widen(name, 64, command);
    return (alternate ? el_wset(editor->el, EL_BIND, L"-a", keys, name, NULL)
                      : el_wset(editor->el, EL_BIND, keys, name, NULL)) == 0;
}

bool ceditline_bind(ceditline *editor, bool alternate, const char *keys, const char *command) {
    wchar_t wide[32];
    widen(wide, 32, keys);
    return bind(editor, alternate, wide, command);
}

bool ceditline_bind_key(ceditline *editor, bool alternate, uint32_t key, const char *command) {
    wchar_t keys[2] = {(wchar_t)key, 0};
    return bind(editor, alternate, keys, command);
}

bool ceditline_set_vi(ceditline *editor, bool vi) {
    return el_wset(editor->el, EL_EDITOR, vi ? L"vi" : L"emacs") == 0;
}

bool ceditline_is_vi(ceditline *editor) {
    const wchar_t *name = L"";
    return el_wget(editor->el, EL_EDITOR, &name) == 0 && wcscmp(name, L"vi") == 0;
}

bool ceditline_edits(ceditline *editor) {
    int edits = 1;
    el_wget(editor->el, EL_EDITMODE, &edits);
    return edits != 0;
}

bool ceditline_set_mode(ceditline *editor, const char *mode) {
    wchar_t wide[32];
    widen(wide, 32, mode);
    return el_wset(editor->el, EL_SETTY, L"-d", wide, NULL) == 0;
}

int32_t ceditline_parse(ceditline *editor, int32_t count, const char *const *words) {
    return el_parse(editor->el, count, (const char **)words);
}

void ceditline_remember(ceditline *editor, const uint32_t *text) {
    HistEventW event;
    if (editor->history) history_w(editor->history, &event, H_ENTER, (const wchar_t *)text);
}

void ceditline_forget(ceditline *editor) {
    HistEventW event;
    if (editor->history) history_w(editor->history, &event, H_CLEAR);
}
