/* Beside libfaketime 0.9.10, which moves the clock of the wall for the tests (dates.py).
 *
 * A pause must last as long as ever, so the steady clock is left alone (FAKETIME_DONT_FAKE_MONOTONIC). Two
 * things are in the way: a kernel is given no variables but those it needs, so the wish is made here; and
 * libfaketime then takes its distance off a pause that ends at a moment of the steady clock, which Python's
 * time.sleep asks for, and which comes out before its beginning. Such a pause goes to the system as it is.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

__attribute__((constructor)) static void leave_pauses_alone(void) {
  setenv("FAKETIME_DONT_FAKE_MONOTONIC", "1", 1);
  setenv("NO_FAKE_STAT", "1", 1);
}

int clock_nanosleep(clockid_t clock, int flags, const struct timespec *until, struct timespec *left) {
  return syscall(SYS_clock_nanosleep, clock, flags, until, left) == 0 ? 0 : errno;
}
