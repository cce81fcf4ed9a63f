/* A gong. */
//config:config GONG
//config:	bool "gong"
//config:	default y
//config:	help
//config:	Sounds a gong.
//config:
//config:config FEATURE_GONG_LONG
//config:	bool "Sound it for long"
//config:	depends on GONG

//applet:IF_GONG(APPLET(gong, DIR_BIN, DROP))

//kbuild:lib-$(CONFIG_GONG) += gong.o

//usage:#define gong_trivial_usage
//usage:       "[-" IF_FEATURE_GONG_LONG("l") "]"

#include "tools.h"

int gong_main(int argc, char **argv)
{
	return ring("gong", ENABLE_FEATURE_GONG_LONG ? 10 : 1);
}
