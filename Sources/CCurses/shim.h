#pragma once
#define NCURSES_WIDECHAR 1
#if !__has_include(<curses.h>)
#error "ncurses is missing. Debian, Ubuntu: apt-get install libncurses-dev"
#else
#include <curses.h>
#endif
