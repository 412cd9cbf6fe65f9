#include "CRE2.h"

#include <cstring>
#include <new>
#include <string>
#include <vector>

#include <re2/re2.h>

struct cre2_pattern {
  RE2 regex;
  std::string error;

  cre2_pattern(re2::StringPiece pattern, const RE2::Options &options) : regex(pattern, options) {
    if (!regex.ok()) error = regex.error();
  }
};

extern "C" {

cre2_pattern *cre2_compile(const char *pattern, size_t length, int64_t max_memory) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(max_memory);
  return new (std::nothrow) cre2_pattern(re2::StringPiece(pattern, length), options);
}

const char *cre2_error(const cre2_pattern *pattern) {
  return pattern->regex.ok() ? nullptr : pattern->error.c_str();
}

bool cre2_is_too_large(const cre2_pattern *pattern) {
  return pattern->regex.error_code() == RE2::ErrorPatternTooLarge;
}

int cre2_program_size(const cre2_pattern *pattern) {
  // The reverse program, made where it is first needed, is about as large.
  return 2 * pattern->regex.ProgramSize();
}

int cre2_group_count(const cre2_pattern *pattern) { return pattern->regex.NumberOfCapturingGroups(); }

bool cre2_search(const cre2_pattern *pattern, const char *text, size_t length) {
  return pattern->regex.Match(re2::StringPiece(text, length), 0, length, RE2::UNANCHORED, nullptr, 0);
}

bool cre2_find(const cre2_pattern *pattern, const char *text, size_t length, size_t from, cre2_span *spans, int count) {
  std::vector<re2::StringPiece> groups(count);
  if (!pattern->regex.Match(re2::StringPiece(text, length), from, length, RE2::UNANCHORED, groups.data(), count)) {
    return false;
  }
  for (int index = 0; index < count; index++) {
    const re2::StringPiece &group = groups[index];
    spans[index].start = group.data() == nullptr ? -1 : group.data() - text;
    spans[index].end = group.data() == nullptr ? -1 : spans[index].start + static_cast<int64_t>(group.size());
  }
  return true;
}

void cre2_free(cre2_pattern *pattern) { delete pattern; }

// glibc's memmem uses the two-way algorithm.
int64_t cre2_find_literal(const char *text, size_t length, const char *literal, size_t literal_length) {
  if (literal_length == 0) return 0;
  if (length == 0) return -1;
  const void *found = memmem(text, length, literal, literal_length);
  return found == nullptr ? -1 : static_cast<const char *>(found) - text;
}
}
