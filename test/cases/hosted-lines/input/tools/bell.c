/* A bell. */
//config:config BELL
//config:	bool "bell"
//config:	default y
//config:
//config:config FEATURE_BELL_LOUD
//config:	bool "Loud bells"
//config:	default y
//config:	depends on BELL
//config:	help
//config:	Rings loudly.
//config:
//config:	It may be heard.
//config:
//config:config FEATURE_BELL_LONG
//config:	bool "Ring for long"
//config:	default y
//config:	depends on BELL && FEATURE_BELL_LOUD
//config:
//config:config FEATURE_BELL_QUIET
//config:	bool "Quiet bells"
//config:	depends on BELL

//applet:IF_BELL(APPLET(bell, DIR_BIN, DROP))
//applet:IF_FEATURE_BELL_QUIET(APPLET_ODDNAME(bellq, bell, DIR_BIN, DROP, bellq))

//kbuild:lib-$(CONFIG_BELL) += bell.o
//kbuild:lib-$(CONFIG_FEATURE_BELL_LOUD) += loud.o

//usage:#if ENABLE_FEATURE_BELL_LOUD || ENABLE_FEATURE_BELL_LONG
//usage:#define bell_trivial_usage
//usage:       "[-" IF_FEATURE_BELL_LOUD("v") IF_FEATURE_BELL_LONG("l") "] [NAME]"
//usage:#else
//usage:#define bell_trivial_usage
//usage:       "[NAME]"
//usage:#endif
//usage:#define bell_full_usage "\n\n"
//usage:       "Ring\n"
//usage:	IF_FEATURE_BELL_LOUD(
//usage:     "\n	-v	Loudly"
//usage:	)
//usage:	IF_FEATURE_BELL_QUIET(
//usage:     "\n	-q	Quietly"
//usage:	)
//usage:	IF_FEATURE_BELL_LONG(
//usage:     "\n	-l	Long"
//usage:	)

#include "tools.h"

int bell_main(int argc, char **argv)
{
	if (!ENABLE_FEATURE_BELL_LOUD && argc > 1)
		return 1;
	return ring(argv[0], IF_FEATURE_BELL_QUIET(argc > 2 ? 0 :) ENABLE_FEATURE_BELL_LONG ? 10 : 1);
}
