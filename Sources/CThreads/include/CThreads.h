/// A team of threads that share the parts of one task after the other.
///
/// It is for tasks of some microseconds to some milliseconds, thousands of them in a row: the steps
/// of a training. Threads are started when they are first needed, wait for the next task in a short
/// busy loop, and sleep where none comes. Handing a task out allocates nothing.
///
/// Nobody is waited for who has not begun: the others, the caller's own thread among them, take the
/// parts that are left, so that a processor that is busy with something else takes no part and costs
/// nothing.
#ifndef GRADUS_CTHREADS_H
#define GRADUS_CTHREADS_H

#include <stddef.h>

#pragma clang assume_nonnull begin

/// The most threads of a task.
enum { gradus_most_threads = 64 };

/// One part of a task: `part` counts from 0, and `thread` says whose room may be used: it is below
/// the task's number of threads, and no two parts at a time have the same.
typedef void (*gradus_task)(void *context, ptrdiff_t part, ptrdiff_t thread);

/// Runs all parts of a task, among up to `threads` threads, and returns when all are done.
///
/// Each thread begins with the same part of the numbers, task after task, so that its processor's
/// cache holds what it wrote before, and leaves the others' to them as long as they go on. A part may
/// wait for the first one, which the caller takes before all others, and for none else. What a part
/// writes can be read by the caller afterwards, and what the caller wrote before can be read by it.
/// Where the team is busy already with a task of another thread, the caller does all parts by itself,
/// in order.
void gradus_share(ptrdiff_t threads, ptrdiff_t parts, gradus_task task, void *context);

/// What the caller does again and again while others still work and nothing is left for it to begin.
typedef void (*gradus_meanwhile)(void *context);

/// The same for few parts that take long, a thread each: the caller sleeps between two calls of
/// `meanwhile` where it has to wait, some milliseconds at a time. What parts share in turn they do by
/// themselves.
void gradus_share_long(ptrdiff_t threads, gradus_task task, gradus_meanwhile meanwhile,
                       void *context);

/// What to do between two looks for a thing that another thread will soon have done.
void gradus_look_again(ptrdiff_t looks);

/// How many processors this process may use: those of its affinity, and no more than the quota of
/// its control group. At least 1, at most `gradus_most_threads`.
ptrdiff_t gradus_available_threads(void);

/// How many threads were started so far, beside those of the program.
ptrdiff_t gradus_started_threads(void);

#pragma clang assume_nonnull end

#endif
