#include "CRE2Search.h"

#include <re2/re2.h>

extern "C" {
void *re2_pattern(const char *pattern) { return new RE2(pattern); }

bool re2_search(const void *pattern, const char *text, size_t length) {
  const RE2 *regex = static_cast<const RE2 *>(pattern);
  return regex->Match(re2::StringPiece(text, length), 0, length, RE2::UNANCHORED, nullptr, 0);
}
}
