#pragma once
#if !__has_include(<histedit.h>)
#error "libedit is missing. Debian, Ubuntu: apt-get install libedit-dev"
#else
#include <errno.h>
#include <histedit.h>
#include <locale.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

// Swift cannot call variadic functions: one wrapper for each shape of arguments.

static inline int edit_set_int(EditLine *el, int what, int value) {
  return el_set(el, what, value);
}

static inline int edit_set_text(EditLine *el, int what, const char *text) {
  return el_set(el, what, text);
}

static inline int edit_set_client_data(EditLine *el, void *data) {
  return el_set(el, EL_CLIENTDATA, data);
}

static inline void *edit_client_data(EditLine *el) {
  void *data = NULL;
  el_get(el, EL_CLIENTDATA, &data);
  return data;
}

static inline const char *edit_mode(EditLine *el) {
  const char *name = NULL;
  el_get(el, EL_EDITOR, &name);
  return name;
}

static inline int edit_set_prompt(EditLine *el, char *(*prompt)(EditLine *), char escape) {
  return el_set(el, EL_PROMPT_ESC, prompt, escape);
}

static inline int edit_set_reader(EditLine *el, int (*reader)(EditLine *, wchar_t *)) {
  return el_wset(el, EL_GETCFN, reader);
}

static inline int edit_add_function(
    EditLine *el, const char *name, const char *help, unsigned char (*function)(EditLine *, int)) {
  return el_set(el, EL_ADDFN, name, help, function);
}

static inline int edit_bind(EditLine *el, const char *key, const char *function) {
  return el_set(el, EL_BIND, key, function, NULL);
}

/// Binds in the alternative map, which is vi's command mode.
static inline int edit_bind_alternative(EditLine *el, const char *key, const char *function) {
  return el_set(el, EL_BIND, "-a", key, function, NULL);
}

static inline int edit_set_capability(EditLine *el, const char *name, const char *value) {
  return el_set(el, EL_SETTC, name, value, NULL);
}

static inline int edit_set_history(EditLine *el, History *entries) {
  return el_set(el, EL_HIST, history, entries);
}

static inline int edit_history_int(History *entries, int what, int value) {
  HistEvent event;
  return history(entries, &event, what, value);
}

static inline int edit_history_text(History *entries, int what, const char *text) {
  HistEvent event;
  return history(entries, &event, what, text);
}

// Global variables of C are not safe to read in Swift 6; these are read once, at the start.

static inline FILE *edit_stdin(void) { return stdin; }
static inline FILE *edit_stdout(void) { return stdout; }
static inline FILE *edit_stderr(void) { return stderr; }

static inline void edit_set_errno(int value) { errno = value; }

/// Installs a handler for a signal; system calls that it interrupts are not restarted, so that a
/// wait for keys ends. The struct differs between systems in a way that Swift cannot express.
static inline int edit_catch_signal(int number, void (*handler)(int)) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_handler = handler;
  return sigaction(number, &action, NULL);
}

/// Whether whoever started the program wants the signal ignored, as nohup does.
static inline bool edit_ignores_signal(int number) {
  struct sigaction action;
  return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

static inline int edit_default_signal(int number) { return edit_catch_signal(number, SIG_DFL); }

#endif
