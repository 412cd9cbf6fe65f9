/* libcurl's functions with a variable number of arguments cannot be called from Swift; these have types. */
#ifndef TOLLGATE_CCURL_H
#define TOLLGATE_CCURL_H

/* The checks of curl's macros want options that are constants. */
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

typedef size_t (*tollgate_curl_receiver)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode tollgate_curl_set_number(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}

/* For the options that take a curl_off_t, whose names end with _LARGE. */
static inline CURLcode tollgate_curl_set_large(CURL *easy, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(easy, option, value);
}

/* libcurl copies the text; NULL resets the option. */
static inline CURLcode tollgate_curl_set_text(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}

/* The list must outlive the transfer. */
static inline CURLcode tollgate_curl_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(easy, option, value);
}

/* libcurl copies the bytes. */
static inline CURLcode tollgate_curl_set_bytes(CURL *easy, CURLoption option, const void *bytes, size_t count) {
  struct curl_blob blob;
  blob.data = (void *)bytes;
  blob.len = count;
  blob.flags = CURL_BLOB_COPY;
  return curl_easy_setopt(easy, option, &blob);
}

/* Where libcurl writes why a transfer failed: CURL_ERROR_SIZE bytes that outlive the transfer. */
static inline CURLcode tollgate_curl_set_error_buffer(CURL *easy, char *buffer) {
  return curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, buffer);
}

static inline CURLcode tollgate_curl_set_body_receiver(CURL *easy, tollgate_curl_receiver receiver, void *context) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, receiver);
  return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_WRITEDATA, context);
}

static inline CURLcode tollgate_curl_set_head_receiver(CURL *easy, tollgate_curl_receiver receiver, void *context) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, receiver);
  return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_HEADERDATA, context);
}

/* Called when the connection stands, tunnel and TLS included, and nothing of the request has been sent. */
static inline CURLcode tollgate_curl_set_before_request(CURL *easy, curl_prereq_callback callback, void *context) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, callback);
  return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_PREREQDATA, context);
}

/* For the values that are a long; -1 if there is none. */
static inline long tollgate_curl_number(CURL *easy, CURLINFO info) {
  long value = -1;
  return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : -1;
}

/* The value of the first header of a name in the head of the last answer; NULL if there is none. What comes before it,
   such as "100 Continue", a proxy's answer, and trailers are left out. */
static inline const char *tollgate_curl_header(CURL *easy, const char *name) {
  struct curl_header *header = NULL;
  return curl_easy_header(easy, name, 0, CURLH_HEADER, -1, &header) == CURLHE_OK ? header->value : NULL;
}

/* Starts the library, every part of it. */
static inline CURLcode tollgate_curl_start(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }

/* The version, as 0x075801 for 7.88.1. */
static inline unsigned int tollgate_curl_version(void) { return curl_version_info(CURLVERSION_NOW)->version_num; }

static inline int tollgate_curl_speaks_tls(void) {
  return (curl_version_info(CURLVERSION_NOW)->features & CURL_VERSION_SSL) != 0;
}

/* Whether names are looked up beside the transfer, so that its limits hold meanwhile. */
static inline int tollgate_curl_resolves_aside(void) {
  return (curl_version_info(CURLVERSION_NOW)->features & CURL_VERSION_ASYNCHDNS) != 0;
}

#endif
