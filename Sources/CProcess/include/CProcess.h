#ifndef TOLLGATE_CPROCESS_H
#define TOLLGATE_CPROCESS_H

/* The arguments that the loader handed to this process, the program's name first; NULL if it handed over none. */
char *const *tollgate_argument_vector(void);

/* Their number. */
int tollgate_argument_count(void);

/* The path by which this program was started (getauxval(3), AT_EXECFN); NULL if it is not known. */
const char *tollgate_program_path(void);

/* A file in memory without a name, closed when another program is started (memfd_create(2)); -1 where there is none. */
int tollgate_memory_file(void);

/* The number of columns of a terminal (TIOCGWINSZ of ioctl_tty(2)); 0 if the descriptor is none, or does not know. */
int tollgate_terminal_columns(int descriptor);

/* Exchanges two paths in one step (RENAME_EXCHANGE of renameat2(2)); -1 with errno where that is not possible. */
int tollgate_exchange(const char *one, const char *other);

#endif
