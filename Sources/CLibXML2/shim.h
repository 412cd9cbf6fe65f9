#include <libxml/xmlversion.h>
/* Debian's libxml2 is built with ICU, whose headers contradict those of Swift's Foundation. Nothing here uses the
   structure that is left out with them. */
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/SAX2.h>
#include <libxml/dict.h>
#include <libxml/relaxng.h>
#include <libxml/xmlreader.h>
#include <libxml/xmlerror.h>
