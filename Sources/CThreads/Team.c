#include "CThreads.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

// Each thread of a task has a block of its parts, in one word, so that taking a part is one comparison
// and exchange: from the highest bits, the task's number, how many threads may take part, where the
// block ends, and the next part of it that nobody has taken. Task after task, a thread begins with the
// same part of the numbers, which its processor's cache then still holds; done with its own block, it
// helps with the others.
//
// Whoever takes a part holds the task: the caller does not return, and no other task begins, before
// the part is done. So what else belongs to the task is read after a part was taken, and only then.
enum { part_bits = 20, thread_bits = 8, number_bits = 64 - 2 * part_bits - thread_bits };
static const ptrdiff_t most_parts = ((ptrdiff_t)1 << part_bits) - 1;

/// Alone on its cache line.
typedef struct block {
  _Alignas(64) _Atomic uint64_t word;
} block;

static block blocks[gradus_most_threads];
/// The last task's word, with all its parts: what workers wait for.
static _Alignas(64) _Atomic uint64_t latest;
static _Alignas(64) _Atomic ptrdiff_t parts_done;
static gradus_task task_in_hand;
static void *context_in_hand;

static atomic_flag is_busy = ATOMIC_FLAG_INIT;
/// Beside the caller; changed only by who has set `is_busy`.
static _Atomic ptrdiff_t workers;

static pthread_mutex_t bedroom = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t bell = PTHREAD_COND_INITIALIZER;
static _Atomic ptrdiff_t sleepers;

static uint64_t word(uint64_t number, ptrdiff_t threads, ptrdiff_t end, ptrdiff_t next) {
  uint64_t head = number << thread_bits | (uint64_t)threads;
  return (head << part_bits | (uint64_t)end) << part_bits | (uint64_t)next;
}
static ptrdiff_t next_of(uint64_t w) { return (ptrdiff_t)w & most_parts; }
static ptrdiff_t end_of(uint64_t w) { return (ptrdiff_t)(w >> part_bits) & most_parts; }
static ptrdiff_t threads_of(uint64_t w) {
  return (ptrdiff_t)(w >> 2 * part_bits & ((1 << thread_bits) - 1));
}
static uint64_t number_of(uint64_t w) { return w >> (2 * part_bits + thread_bits); }

static void pause_briefly(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

/// Takes parts of a block and does them, until none is left.
static void take_parts(block *from, ptrdiff_t thread) {
  uint64_t now = atomic_load_explicit(&from->word, memory_order_acquire);
  while (next_of(now) < end_of(now) && thread < threads_of(now)) {
    if (!atomic_compare_exchange_weak_explicit(&from->word, &now, now + 1, memory_order_acq_rel,
                                               memory_order_acquire))
      continue;
    task_in_hand(context_in_hand, next_of(now), thread);
    atomic_fetch_add_explicit(&parts_done, 1, memory_order_release);
    now = atomic_load_explicit(&from->word, memory_order_acquire);
  }
}

/// As long as most parts take.
enum { looks_before_help = 1000 };

/// Waits while the block's own thread takes one part after the other: it will take the rest too, and
/// what they need is in its processor's cache. Returns when nothing is left, or when that thread has
/// not begun or does not go on: it may have been taken from its processor.
static void leave_to_owner(block *of, ptrdiff_t first) {
  uint64_t before = atomic_load_explicit(&of->word, memory_order_relaxed);
  for (int look = 0; look < looks_before_help && next_of(before) != first; look++) {
    uint64_t now = atomic_load_explicit(&of->word, memory_order_relaxed);
    if (next_of(now) >= end_of(now) || number_of(now) != number_of(before)) return;
    if (now != before) look = 0;
    before = now;
    pause_briefly();
  }
}

/// The thread's own block, then the others'.
static void take_part(ptrdiff_t thread, ptrdiff_t threads, ptrdiff_t parts) {
  take_parts(&blocks[thread], thread);
  for (ptrdiff_t i = 1; i < threads; i++) {
    ptrdiff_t other = (thread + i) % threads;
    leave_to_owner(&blocks[other], parts * other / threads);
    take_parts(&blocks[other], thread);
  }
}

// MARK: Workers

/// How often a worker looks for the next task before it sleeps: some 50 microseconds, longer than
/// what lies between two tasks of one training step, and too short to be noticed elsewhere.
enum { looks_before_sleep = 2000 };

static uint64_t wait_for_task(uint64_t last) {
  for (int look = 0; look < looks_before_sleep; look++) {
    uint64_t now = atomic_load_explicit(&latest, memory_order_acquire);
    if (now != last) return now;
    pause_briefly();
  }
  pthread_mutex_lock(&bedroom);
  // In this order here, and in the other in `gradus_share`: one of the two sees the other.
  atomic_fetch_add_explicit(&sleepers, 1, memory_order_seq_cst);
  uint64_t now;
  while ((now = atomic_load_explicit(&latest, memory_order_seq_cst)) == last)
    pthread_cond_wait(&bell, &bedroom);
  atomic_fetch_sub_explicit(&sleepers, 1, memory_order_relaxed);
  pthread_mutex_unlock(&bedroom);
  return now;
}

static void *work(void *thread) {
  uint64_t last = 0;
  for (;;) {
    last = wait_for_task(last);
    if ((ptrdiff_t)thread < threads_of(last))
      take_part((ptrdiff_t)thread, threads_of(last), end_of(last));
  }
  return NULL;
}

/// In a child that was forked, no worker is left.
static void forget_workers(void) {
  atomic_store(&workers, 0);
  atomic_store(&sleepers, 0);
  atomic_flag_clear(&is_busy);
  pthread_mutex_init(&bedroom, NULL);
  pthread_cond_init(&bell, NULL);
}

/// Fewer once the system has refused one.
static ptrdiff_t most_workers = gradus_most_threads - 1;

/// Starts workers until there are so many, or until the system gives no more.
static void start_workers(ptrdiff_t wanted) {
  static bool is_watching_forks;
  if (!is_watching_forks) is_watching_forks = pthread_atfork(NULL, NULL, forget_workers) == 0;
  // A thread begins with its maker's mask: signals are for the program's own threads.
  sigset_t all, before;
  sigfillset(&all);
  if (pthread_sigmask(SIG_SETMASK, &all, &before) != 0) return;
  ptrdiff_t started = atomic_load_explicit(&workers, memory_order_relaxed);
  for (; started < wanted; started++) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, (void *)(started + 1)) != 0) {
      most_workers = started;
      break;
    }
    pthread_detach(thread);
  }
  atomic_store_explicit(&workers, started, memory_order_relaxed);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

ptrdiff_t gradus_started_threads(void) {
  return atomic_load_explicit(&workers, memory_order_relaxed);
}

// MARK: The caller

/// Longer than most parts take.
enum { looks_before_yield = 4000 };

/// Where parts take long, the time from one look to the next.
static const struct timespec nap = {.tv_sec = 0, .tv_nsec = 2000000};

void gradus_look_again(ptrdiff_t looks) {
  if (looks < looks_before_yield)
    pause_briefly();
  else
    // Who does it was taken from its processor in the middle: it may need this one.
    sched_yield();
}

static void wait_for_parts(ptrdiff_t parts, gradus_meanwhile _Nullable meanwhile, void *context) {
  for (int look = 0; atomic_load_explicit(&parts_done, memory_order_acquire) < parts; look++) {
    if (meanwhile && look >= looks_before_yield) {
      meanwhile(context);
      nanosleep(&nap, NULL);
    } else {
      gradus_look_again(look);
    }
  }
}

static void share(ptrdiff_t threads, ptrdiff_t parts, gradus_task task,
                  gradus_meanwhile _Nullable meanwhile, void *context) {
  if (threads > gradus_most_threads) threads = gradus_most_threads;
  if (threads <= 1 || parts <= 1 || parts > most_parts ||
      atomic_flag_test_and_set_explicit(&is_busy, memory_order_acquire)) {
    for (ptrdiff_t part = 0; part < parts; part++) task(context, part, 0);
    return;
  }
  ptrdiff_t wanted = threads - 1 < most_workers ? threads - 1 : most_workers;
  if (atomic_load_explicit(&workers, memory_order_relaxed) < wanted) start_workers(wanted);
  task_in_hand = task;
  context_in_hand = context;
  atomic_store_explicit(&parts_done, 0, memory_order_relaxed);
  uint64_t number = number_of(atomic_load_explicit(&latest, memory_order_relaxed)) + 1;
  for (ptrdiff_t thread = 0; thread < threads; thread++)
    atomic_store_explicit(&blocks[thread].word,
                          word(number, threads, parts * (thread + 1) / threads,
                               parts * thread / threads),
                          memory_order_release);
  atomic_store_explicit(&latest, word(number, threads, parts, 0), memory_order_seq_cst);
  if (atomic_load_explicit(&sleepers, memory_order_seq_cst) > 0) {
    pthread_mutex_lock(&bedroom);
    pthread_cond_broadcast(&bell);
    pthread_mutex_unlock(&bedroom);
  }
  take_part(0, threads, parts);
  wait_for_parts(parts, meanwhile, context);
  atomic_flag_clear_explicit(&is_busy, memory_order_release);
}

void gradus_share(ptrdiff_t threads, ptrdiff_t parts, gradus_task task, void *context) {
  share(threads, parts, task, NULL, context);
}

void gradus_share_long(ptrdiff_t threads, gradus_task task, gradus_meanwhile meanwhile,
                       void *context) {
  share(threads, threads, task, meanwhile, context);
}
