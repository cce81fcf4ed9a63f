/* A bell. */
//config:config BELL
//config:	bool "bell"
//config:	default y
//config:
//config:config FEATURE_BELL_LONG
//config:	bool "Ring for long"
//config:	default y
//config:	depends on BELL

//applet:IF_BELL(APPLET(bell, DIR_BIN, DROP))

//kbuild:lib-$(CONFIG_BELL) += bell.o
//kbuild:lib-y += loud.o

//usage:#define bell_trivial_usage
//usage:       "[-" "v" IF_FEATURE_BELL_LONG("l") "] [NAME]"
//usage:#define bell_full_usage "\n\n"
//usage:       "Ring\n"
//usage:     "\n	-v	Loudly"
//usage:	IF_FEATURE_BELL_LONG(
//usage:     "\n	-l	Long"
//usage:	)

#include "tools.h"

int bell_main(int argc, char **argv)
{
	return ring(argv[0], ENABLE_FEATURE_BELL_LONG ? 10 : 1);
}
