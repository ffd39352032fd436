#pragma once
#define NCURSES_WIDECHAR 1
#if !__has_include(<curses.h>)
#error "ncurses is missing. Debian, Ubuntu: apt-get install libncurses-dev"
#else
#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <string.h>
#include <wchar.h>

// Declared here, because <term.h> defines a macro of lower-case letters for each capability.
extern int setupterm(const char *terminal, int descriptor, int *status);
// Declared by <wchar.h> only under X/Open macros that a module's importer does not set.
extern int wcwidth(wchar_t character);

// Global variables and macros that Swift 6 cannot import.

static inline WINDOW *curses_standard_screen(void) { return stdscr; }
static inline WINDOW *curses_current_screen(void) { return curscr; }
static inline int curses_color_count(void) { return COLORS; }
static inline int curses_pair_count(void) { return COLOR_PAIRS; }
static inline FILE *curses_stdin(void) { return stdin; }
static inline FILE *curses_stdout(void) { return stdout; }

static inline attr_t curses_bold(void) { return WA_BOLD; }
static inline attr_t curses_dim(void) { return WA_DIM; }
static inline attr_t curses_underline(void) { return WA_UNDERLINE; }
static inline attr_t curses_reverse(void) { return WA_REVERSE; }

/// Writes one cell. The number of a colour pair may exceed what a short holds, so it goes by the
/// pointer of the extended interface.
static inline int curses_write_cell(
    int row, int column, const wchar_t *text, attr_t attributes, int pair) {
  cchar_t cell;
  if (setcchar(&cell, text, attributes, (short)0, &pair) == ERR) return ERR;
  return mvwadd_wch(stdscr, row, column, &cell);
}

static inline int curses_make_pair(int pair, int foreground, int background) {
  return init_extended_pair(pair, foreground, background);
}

/// True when the terminal can move its cursor anywhere: without that there is no screen.
static inline bool curses_can_address_cursor(void) {
  char *text = tigetstr("cup");
  return text != NULL && text != (char *)-1 && *text != 0;
}

static inline const char *curses_set_character_type(const char *locale) {
  return setlocale(LC_CTYPE, locale);
}

static inline const char *curses_codeset(void) { return nl_langinfo(CODESET); }

/// Installs `handler` for a fatal signal and keeps what was installed before in `previous`.
static inline int curses_catch_fatal(
    int number, void (*handler)(int), struct sigaction *previous) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_handler = handler;
  return sigaction(number, &action, previous);
}

static inline int curses_restore_signal(int number, const struct sigaction *previous) {
  return sigaction(number, previous, NULL);
}

#endif
