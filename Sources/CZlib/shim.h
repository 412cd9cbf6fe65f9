#include <zlib.h>

/* inflateInit2 is a macro, which Swift cannot call. 15 is the largest window, 16 asks for a gzip header. */
static inline int tollgate_inflate_gzip(z_stream *stream) { return inflateInit2(stream, 15 + 16); }
