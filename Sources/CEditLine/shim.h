#pragma once
#if !__has_include(<histedit.h>)
#error "libedit is missing. Debian, Ubuntu: apt-get install libedit-dev"
#else
#include <histedit.h>
#endif
