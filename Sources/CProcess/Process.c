#define _GNU_SOURCE

#include "CProcess.h"

#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/auxv.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

static int argument_count;
static char *const *argument_vector;

/* glibc calls constructors with the arguments of main (csu/libc-start.c, call_init). */
__attribute__((constructor)) static void keep_arguments(int count, char **vector) {
  argument_count = count;
  argument_vector = vector;
}

char *const *tollgate_argument_vector(void) { return argument_vector; }

int tollgate_argument_count(void) { return argument_count; }

const char *tollgate_program_path(void) { return (const char *)getauxval(AT_EXECFN); }

int tollgate_memory_file(void) { return memfd_create("tollgate", MFD_CLOEXEC); }

int tollgate_exchange(const char *one, const char *other) {
  return renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE);
}

int tollgate_terminal_columns(int descriptor) {
  struct winsize size;
  return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}
