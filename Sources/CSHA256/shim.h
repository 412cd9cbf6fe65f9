// The functions are deprecated since OpenSSL 3.0 in favour of the EVP interface, which needs most of libcrypto: these three
// add 20 KB.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
