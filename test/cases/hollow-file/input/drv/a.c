// SPDX-License-Identifier: GPL-2.0
/* The only thing */
#include <linux/kernel.h>
#include "a.h"

void stop(struct host *host)
{
	host->users = 0;
}
EXPORT_SYMBOL(stop);

MODULE_LICENSE("GPL");
