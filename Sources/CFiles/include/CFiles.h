/// What the system can do with files and Swift cannot ask it for.
#ifndef GRADUS_CFILES_H
#define GRADUS_CFILES_H

#pragma clang assume_nonnull begin

/// Gives two files or folders each other's names, in one step: at no moment is either name missing.
///
/// Returns 0; or -1 with `errno` set and nothing changed, as where the system or the file system
/// cannot do it.
int gradus_exchange(const char *first, const char *second);

#pragma clang assume_nonnull end

#endif
