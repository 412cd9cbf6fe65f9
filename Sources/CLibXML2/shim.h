#include <libxml/parser.h>
#include <libxml/SAX2.h>
#include <libxml/dict.h>
#include <libxml/relaxng.h>
#include <libxml/xmlerror.h>
