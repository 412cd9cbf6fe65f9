#include <yajl/yajl_parse.h>

/* yajl_config takes variable arguments, which Swift cannot pass. */
static inline int tollgate_yajl_skip_utf8_checks(yajl_handle handle) {
  return yajl_config(handle, yajl_dont_validate_strings, 1);
}
