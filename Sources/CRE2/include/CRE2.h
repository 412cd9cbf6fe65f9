#ifndef CRE2_H
#define CRE2_H

// A C interface over the part of RE2 that is used here: matching in time linear in the text, within bounded memory.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A compiled pattern. Matching is safe from several threads at once.
typedef struct cre2_pattern cre2_pattern;

/// A part of the text that was matched: offsets in bytes, or -1 where a group took no part.
typedef struct {
  int64_t start;
  int64_t end;
} cre2_span;

/// Compiles a UTF-8 pattern, using at most `max_memory` bytes. The result must be freed whether or not it is valid;
/// NULL where there is no memory.
cre2_pattern *cre2_compile(const char *pattern, size_t length, int64_t max_memory);

/// What is wrong with the pattern; NULL where it is valid. Lives as long as the pattern.
const char *cre2_error(const cre2_pattern *pattern);

/// Whether the pattern is invalid since it would take more memory than allowed.
bool cre2_is_too_large(const cre2_pattern *pattern);

/// How many instructions RE2 has made of the pattern: a measure of the time that took.
int cre2_program_size(const cre2_pattern *pattern);

/// How many capturing groups the pattern has.
int cre2_group_count(const cre2_pattern *pattern);

/// Whether the pattern matches anywhere in a text.
bool cre2_search(const cre2_pattern *pattern, const char *text, size_t length);

/// Finds the first match at or after an offset, and what its groups matched: `spans[0]` is the whole match.
bool cre2_find(const cre2_pattern *pattern, const char *text, size_t length, size_t from, cre2_span *spans, int count);

void cre2_free(cre2_pattern *pattern);

/// Where a literal text first occurs in another, in time linear in both; -1 where it does not.
int64_t cre2_find_literal(const char *text, size_t length, const char *literal, size_t literal_length);

#ifdef __cplusplus
}
#endif

#endif
