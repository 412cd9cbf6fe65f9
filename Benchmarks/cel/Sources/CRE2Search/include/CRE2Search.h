#ifndef CRE2_SEARCH_H
#define CRE2_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

// RE2 for the policy that is written by hand.
void *re2_pattern(const char *pattern);
bool re2_search(const void *pattern, const char *text, size_t length);

#ifdef __cplusplus
}
#endif

#endif
