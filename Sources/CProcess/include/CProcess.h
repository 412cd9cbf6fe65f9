#ifndef TOLLGATE_CPROCESS_H
#define TOLLGATE_CPROCESS_H

/* The arguments that the loader handed to this process, the program's name first; NULL if it handed over none. */
char *const *tollgate_argument_vector(void);

/* Their number. */
int tollgate_argument_count(void);

#endif
